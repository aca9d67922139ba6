package vow.language.policy;

import java.util.List;
import java.util.stream.Stream;
import vow.model.schema.Attribute;
import vow.model.schema.Type;
import vow.model.schema.Types;
import vow.model.tell.Occasion;

/** What the block {@code notify} may say, for the checker and the reference. */
public final class NotifySchema {
  /** More messages within an hour are none that people read. */
  private static final int LIMIT_MAX = 60;

  /** The ways to tell, of which a block has one. */
  static final List<String> WAYS = List.of("exec", "webhook", "journald", "syslog", "mail");

  static final String ON = "on";
  static final String HEADERS = "headers";
  static final String BATCH = "batch";
  static final String LIMIT = "limit";
  static final String AT = "at";

  /** All of its attributes. */
  public static final List<Attribute> ATTRIBUTES =
      List.of(
          new Attribute(
              ON,
              new Type.ListOf(
                  Types.word(
                      Stream.of(Occasion.values()).map(Occasion::word).toArray(String[]::new))),
              false,
              "Of what is told: promises that fail (or are denied, or take too long) and that are"
                  + " kept again; promises that somebody else keeps changing; the breaker; how"
                  + " everything stands, once a day.",
              "[\"failed\", \"contested\", \"breaker\"]"),
          new Attribute(
              "exec",
              Types.SHELL,
              false,
              "A command that reads the message as JSON from standard input; runs as the agent's"
                  + " user on this machine, for at most 30 s.",
              ""),
          new Attribute(
              "webhook",
              Types.TEXT,
              false,
              "An http or https address that the message is posted to as JSON. May be sensitive:"
                  + " then it is stored nowhere. It is shown nowhere in any case.",
              ""),
          new Attribute(
              HEADERS,
              new Type.MapOf(Types.ANY), // of text it would be an environment, and never sensitive
              false,
              "Further headers for the webhook, such as Authorization. May be sensitive.",
              ""),
          new Attribute(
              "journald",
              Types.BOOL,
              false,
              "An entry with fields for each piece of news in the journal of systemd.",
              ""),
          new Attribute(
              "syslog",
              Types.BOOL,
              false,
              "A line for each piece of news to /dev/log, with structured data.",
              ""),
          new Attribute("mail", Types.TEXT, false, "A mailbox, by /usr/sbin/sendmail.", ""),
          new Attribute(
              BATCH,
              Types.SPAN,
              false,
              "So long after the first piece of news one message is made of all.",
              "\"10s\""),
          new Attribute(
              LIMIT,
              Types.whole(1, LIMIT_MAX),
              false,
              "So many messages within an hour. What comes meanwhile is in the next one, in full as"
                  + " to numbers.",
              "6"),
          new Attribute(
              AT,
              Types.TEXT,
              false,
              "When the summary is told, in the machine's time.",
              "\"08:00\""));

  private NotifySchema() {}
}
