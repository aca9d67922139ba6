package vow.language.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import vow.language.value.Limits;
import vow.language.value.TextOrder;
import vow.language.value.Value;

/**
 * Reads one document of YAML: mappings become objects, sequences tuples. Aliases share the value of
 * their anchor, so that they cost nothing; what they would weigh written out is bounded. Source:
 * yaml.org, YAML 1.2; scalars as {@link YamlScalar} says.
 */
final class YamlReader {
  private static final String MAP_TAG = "tag:yaml.org,2002:map";
  private static final String SEQUENCE_TAG = "tag:yaml.org,2002:seq";
  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

  private final Iterator<Event> events;
  private final Map<String, Value> anchors = new HashMap<>();
  private final Set<String> openAnchors = new HashSet<>();
  private int depth;
  private long parts;

  private YamlReader(String text) {
    var settings = LoadSettings.builder().setCodePointLimit(Limits.MAX_TEXT_CHARS).build();
    events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  static Value read(String text) {
    try {
      return new YamlReader(text.isEmpty() ? "\n" : text).document();
    } catch (MarkedYamlEngineException e) {
      var place =
          e.getProblemMark()
              .map(
                  mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("");
      throw new Refusal(0, "is not YAML: unable to read it" + place);
    } catch (YamlEngineException e) {
      throw new Refusal(0, "is not YAML");
    }
  }

  private Value document() {
    expect(Event.ID.StreamStart);
    if (events.next().getEventId() != Event.ID.DocumentStart) {
      throw new Refusal(0, "is not YAML: there is no document in it");
    }
    var value = node(events.next());
    expect(Event.ID.DocumentEnd);
    if (events.next().getEventId() != Event.ID.StreamEnd) {
      throw new Refusal(0, "has more than one YAML document");
    }
    return value;
  }

  private void expect(Event.ID id) {
    if (events.next().getEventId() != id) {
      throw new Refusal(0, "is not YAML");
    }
  }

  private Value node(Event event) {
    Bounds.checkElements(++parts);
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> anchored(scalar.getAnchor(), scalar(scalar));
      case SequenceStartEvent start -> {
        checkTag(start.getTag(), SEQUENCE_TAG, event);
        open(start.getAnchor(), event);
        yield anchored(start.getAnchor(), sequence());
      }
      case MappingStartEvent start -> {
        checkTag(start.getTag(), MAP_TAG, event);
        open(start.getAnchor(), event);
        yield anchored(start.getAnchor(), mapping());
      }
      default -> throw refused(event, "a value is missing");
    };
  }

  private static Refusal refused(Event event, String why) {
    var line = event.getStartMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
    return new Refusal(0, "is not YAML that has a value here: " + line + why);
  }

  private static void checkTag(Optional<String> tag, String wanted, Event event) {
    if (tag.isPresent() && !tag.get().equals(wanted)) {
      throw refused(event, "the tag " + tag.get() + " is not supported");
    }
  }

  private void open(Optional<Anchor> anchor, Event event) {
    anchor.ifPresent(it -> openAnchors.add(it.getValue()));
    if (++depth > Limits.MAX_DEPTH) {
      throw refused(event, "more than " + Limits.MAX_DEPTH + " collections are inside each other");
    }
  }

  private Value anchored(Optional<Anchor> anchor, Value value) {
    anchor.ifPresent(it -> {
      openAnchors.remove(it.getValue());
      anchors.put(it.getValue(), value);
    });
    return value;
  }

  private Value alias(AliasEvent event) {
    var name = event.getAlias().getValue();
    var value = anchors.get(name);
    if (openAnchors.contains(name)) {
      throw refused(event, "*" + name + " stands inside of what it refers to");
    }
    if (value == null) {
      throw refused(event, "there is no &" + name + " before");
    }
    return value;
  }

  private static Value scalar(ScalarEvent event) {
    var style = event.getScalarStyle();
    var isQuoted = style == ScalarStyle.DOUBLE_QUOTED || style == ScalarStyle.SINGLE_QUOTED;
    var isBlock = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    var tag = event.getTag().filter(it -> !it.equals("!"));
    var isText = tag.isEmpty() && (isQuoted || isBlock || event.getTag().isPresent());
    return isText
        ? Value.text(event.getValue())
        : YamlScalar.resolve(tag, event.getValue(), why -> refused(event, why));
  }

  private Value sequence() {
    var items = new ArrayList<Value>();
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      items.add(node(event));
    }
    depth--;
    return weighed(new Value.Tuple(items));
  }

  private static Value weighed(Value value) {
    Bounds.checkWeight(value);
    return value;
  }

  private static boolean isEnd(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }

  private Value mapping() {
    var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw refused(event, "only a string can be a name in a mapping");
      }
      if (isMerge(key)) {
        merge(node(events.next()), attributes, key);
      } else {
        attributes.put(YamlScalar.name(scalar(key), why -> refused(key, why)), node(events.next()));
      }
      Bounds.checkElements(attributes.size());
    }
    depth--;
    return weighed(Value.object(attributes));
  }

  private static boolean isMerge(ScalarEvent key) {
    return key.getTag()
        .map(tag -> tag.equals(MERGE_TAG))
        .orElse(key.isPlain() && key.getValue().equals("<<"));
  }

  private static void merge(Value value, Map<String, Value> attributes, Event event) {
    for (var item : Sequences.items(value).orElse(List.of(value))) {
      if (!(item instanceof Value.ObjectValue object)) {
        throw refused(event, "<< takes a mapping, or a sequence of mappings");
      }
      attributes.putAll(object.attributes());
    }
  }
}
