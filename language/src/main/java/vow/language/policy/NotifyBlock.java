package vow.language.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vow.language.syntax.Block;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.tell.Contact;
import vow.model.tell.Occasion;
import vow.model.tell.Way;

/** Reads one block {@code notify}: somebody who is to be told. */
final class NotifyBlock {
  /** Blocks in one policy. */
  static final int CONTACTS_MAX = 100;

  private static final Duration BATCH = Duration.ofSeconds(10);
  private static final int LIMIT = 6;
  private static final int EIGHT = 8 * 60;
  private static final Set<Occasion> USUAL =
      EnumSet.of(Occasion.FAILED, Occasion.CONTESTED, Occasion.BREAKER);
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
  private static final Pattern MAILBOX =
      Pattern.compile("[^\\s,;:<>\"()\\p{Cntrl}-][^\\s,;:<>\"()\\p{Cntrl}]*");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final BlockShape SHAPE =
      new BlockShape(
          "notify",
          "NAME",
          List.of(),
          NotifySchema.ATTRIBUTES.stream().map(Attribute::name).toList(),
          List.of());

  private final World world;
  private final Unit unit;
  private final Block block;
  private final Map<String, Field> given;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> ways = new ArrayList<>();
  private boolean secret;

  private NotifyBlock(World world, Unit unit, Block block) {
    this.world = world;
    this.unit = unit;
    this.block = block;
    given = SHAPE.fields(block, world.reports());
  }

  /** Whom all these blocks name; those that are wrong are reported and left out. */
  static List<Contact> read(World world, Unit unit, List<Block> blocks) {
    if (blocks.size() > CONTACTS_MAX) {
      var message = "there are more than " + CONTACTS_MAX + " blocks notify";
      world.reports().error(Code.OUT_OF_RANGE, message, blocks.get(CONTACTS_MAX).header());
      return List.of();
    }
    var contacts = new ArrayList<Contact>();
    for (var block : blocks) {
      new NotifyBlock(world, unit, block).contact().ifPresent(contacts::add);
    }
    return List.copyOf(contacts);
  }

  private Optional<Contact> contact() {
    var known =
        NotifySchema.ATTRIBUTES.stream().collect(Collectors.toMap(Attribute::name, it -> it));
    for (var field : given.values()) {
      var attribute = known.get(field.name());
      if (attribute != null) {
        convert(field, attribute);
      }
    }
    check();
    var fields = new Fields(values);
    return way(fields).filter(_ -> !block.labels().isEmpty()).map(way -> contact(fields, way));
  }

  private void convert(Field field, Attribute attribute) {
    var evaluated = new Evaluated(world, field, Place.in(unit));
    evaluated.needs().forEach(need -> world.cells().finish(need.cell()));
    var value = evaluated.value().value();
    var conform = new Conform(world);
    conform
        .convert(new Subject(field.name(), attribute.type(), value, field.expression()))
        .ifPresent(it -> values.put(field.name(), it));
    secret |= conform.findings().isSensitive();
    if (NotifySchema.WAYS.contains(field.name()) && !isOff(Sensitivity.shown(value))) {
      ways.add(field.name());
    }
  }

  private static boolean isOff(Value value) {
    return value.isNull() || (value instanceof Value.Bool(var on) && !on);
  }

  private void check() {
    if (ways.size() != 1) {
      var message =
          ways.isEmpty()
              ? "notify says no way to tell"
              : "notify says several ways to tell: " + String.join(", ", ways);
      world
          .reports()
          .add(
              Reports.fault(Code.NOTIFY_WAY, message, block.header())
                  .expecting("one of " + String.join(", ", NotifySchema.WAYS)));
    }
    if (given.containsKey(NotifySchema.HEADERS) && !ways.contains("webhook")) {
      fault(
          Code.NOTIFY_WAY, NotifySchema.HEADERS, "\"headers\" are for a webhook", "webhook = ...");
    }
    text(NotifySchema.AT)
        .filter(text -> !TIME.matcher(text).matches())
        .ifPresent(text ->
            fault(
                Code.INVALID_TIME,
                NotifySchema.AT,
                "\"at\" cannot be " + shown(text),
                "hours and minutes, such as \"08:00\""));
    text("mail")
        .filter(text -> !MAILBOX.matcher(text).matches())
        .ifPresent(text ->
            fault(
                Code.INVALID_ADDRESS,
                "mail",
                shown(text) + " is no mailbox",
                "one mailbox, such as \"ops@example.org\" or \"root\""));
    text("webhook")
        .filter(text -> !isWeb(text))
        .ifPresent(_ ->
            fault(
                Code.INVALID_ADDRESS,
                "webhook",
                "\"webhook\" is no address", // which may be a secret
                "\"https://HOST/PATH\""));
    if (!new Fields(values)
        .textMap(NotifySchema.HEADERS).entrySet().stream().allMatch(NotifyBlock::isHeader)) {
      fault(
          Code.INVALID_ADDRESS,
          NotifySchema.HEADERS,
          "\"headers\" has one that cannot be sent",
          "{ Authorization = \"...\" }: a name of letters, digits and -, a value of one line");
    }
  }

  private static boolean isWeb(String text) {
    try {
      var url = new java.net.URI(text);
      var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null;
    } catch (java.net.URISyntaxException _) {
      return false;
    }
  }

  private static boolean isHeader(Map.Entry<String, String> header) {
    return HEADER.matcher(header.getKey()).matches()
        && header.getValue().chars().noneMatch(Character::isISOControl);
  }

  private Optional<String> text(String name) {
    return new Fields(values).text(name);
  }

  private String shown(String text) {
    return secret ? "this sensitive value" : "\"" + text + "\"";
  }

  private void fault(Code code, String attribute, String message, String expected) {
    var field = given.get(attribute);
    var span = field == null ? block.header() : field.expression().span();
    world.reports().add(Reports.fault(code, message, span).expecting(expected));
  }

  private Optional<Way> way(Fields fields) {
    if (ways.size() != 1) {
      return Optional.empty();
    }
    return switch (ways.getFirst()) {
      case "exec" -> fields.command("exec").map(Way.Exec::new);
      case "webhook" ->
          fields
              .text("webhook")
              .map(url -> new Way.Webhook(url, fields.textMap(NotifySchema.HEADERS)));
      case "journald" -> Optional.of(new Way.Journald());
      case "syslog" -> Optional.of(new Way.Syslog());
      default -> fields.text("mail").map(Way.Mail::new);
    };
  }

  private Contact contact(Fields fields, Way way) {
    var on = EnumSet.noneOf(Occasion.class);
    fields
        .texts(NotifySchema.ON)
        .forEach(word -> on.add(Occasion.valueOf(word.toUpperCase(Locale.ROOT))));
    return new Contact(
        block.labels().getFirst().text(),
        fields.has(NotifySchema.ON) ? on : USUAL,
        way,
        secret,
        fields.duration(NotifySchema.BATCH).orElse(BATCH),
        (int) fields.whole(NotifySchema.LIMIT).orElse(LIMIT),
        fields.text(NotifySchema.AT).map(NotifyBlock::minute).orElse(EIGHT));
  }

  private static int minute(String text) {
    var time = TIME.matcher(text);
    return time.matches()
        ? Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2))
        : EIGHT;
  }
}
