package vow.cli;

import java.util.List;
import vow.agent.report.HappenedJson;

/** What happened over the time of a report, as bars. */
record ReportTimeline(ReportData data, Html html) {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 160;
  private static final int BOTTOM = 24;

  /** From the axis upwards. */
  private static final List<String> SORTS = List.of("failed", "drift", "changed", "other");

  private static final List<String> WORDS =
      List.of("failed", "drift that was repaired", "changes by policy and people", "left alone");

  void draw() {
    int most = 1;
    for (var part : data.parts()) {
      most = Math.max(most, part.values().stream().mapToInt(Integer::intValue).sum());
    }
    legend();
    html.raw("<div class=\"wide\"><svg class=\"timeline\" role=\"img\"");
    html.attribute("viewBox", "0 0 " + WIDTH + " " + (HEIGHT + BOTTOM));
    html.attribute("aria-label", "outcomes over time").raw(">\n");
    int step = WIDTH / ReportData.PARTS;
    for (int i = 0; i < ReportData.PARTS; i++) {
      bar(i, i * step, step - 2, most);
    }
    html.raw("<line class=\"axis\" x1=\"0\" x2=\"" + WIDTH + "\"");
    html.raw(" y1=\"" + HEIGHT + "\" y2=\"" + HEIGHT + "\"/>\n");
    label(0, "start", data.since());
    label(WIDTH / 2, "middle", HappenedJson.time((data.sinceMs() + data.nowMs()) / 2));
    label(WIDTH, "end", data.time());
    html.raw("</svg></div>\n");
    html.element(
        "p", "nothing", "The highest bar is " + most + (most == 1 ? " outcome." : " outcomes."));
  }

  private void legend() {
    html.raw("<ul class=\"legend\">");
    for (int i = 0; i < SORTS.size(); i++) {
      html.open("li", SORTS.get(i)).text(WORDS.get(i)).raw("</li>");
    }
    html.raw("</ul>\n");
  }

  private void bar(int number, int x, int width, int most) {
    var part = data.parts().get(number);
    if (part.isEmpty()) {
      return;
    }
    long span = data.nowMs() - data.sinceMs();
    var from = HappenedJson.time(data.sinceMs() + span * number / ReportData.PARTS);
    html.raw("<g><title>").text(from + ": " + ReportText.counts(part)).raw("</title>");
    double y = HEIGHT;
    for (var sort : SORTS) {
      int count = part.getOrDefault(sort, 0);
      if (count > 0) {
        double height = Math.max(2, count * (HEIGHT - 8.0) / most);
        y -= height;
        html.raw("<rect").attribute("class", sort).attribute("x", x).attribute("width", width);
        html.attribute("y", tenth(y)).attribute("height", tenth(height)).raw("/>");
      }
    }
    html.raw("</g>\n");
  }

  private static String tenth(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + Math.abs(tenths % 10);
  }

  private void label(int x, String anchor, String time) {
    html.raw("<text").attribute("x", x).attribute("y", HEIGHT + 16);
    html.attribute("text-anchor", anchor).raw(">");
    html.text(time.substring(0, 10) + " " + time.substring(11, 16)).raw("</text>\n");
  }
}
