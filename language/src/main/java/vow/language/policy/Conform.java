package vow.language.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Value;
import vow.model.schema.Attribute;
import vow.model.schema.Type;
import vow.model.schema.Types;

/**
 * Brings the values of one block to the types of its schema: what a kind's record is made from, as
 * plain Java values. Tells what does not fit, as near to its place as can be.
 */
final class Conform {
  private final Findings findings;
  private final Scalars scalars;

  Conform(World world) {
    this.findings = new Findings(world.reports());
    this.scalars = new Scalars(world.files(), findings);
  }

  /** What was noticed so far. */
  Findings findings() {
    return findings;
  }

  /** One value; empty when it is null, unknown or wrong. */
  Optional<Object> convert(Subject subject) {
    return switch (subject.value()) {
      case Value.Sensitive it -> {
        findings.sensitive();
        refuseSensitive(subject.name(), subject.type(), subject.span());
        yield convert(subject.with(it.value()));
      }
      case Value.Null _ -> Optional.empty();
      case Value.Unknown it -> {
        findings.incomplete();
        unknown(subject, it);
        yield Optional.empty();
      }
      case Value.Text _,
          Value.Numeric _,
          Value.Bool _,
          Value.ListValue _,
          Value.SetValue _,
          Value.MapValue _,
          Value.Tuple _,
          Value.ObjectValue _ ->
          known(subject);
    };
  }

  private void refuseSensitive(String name, Type type, Span span) {
    if (type instanceof Type.Shell) {
      var message = "\"" + name + "\" would show a sensitive value in the list of processes";
      findings.fault(
          Reports.fault(Code.SENSITIVE_IN_COMMAND, message, span)
              .expecting("the value in a file or in stdin, and the command reading it from there"));
    } else if (type.equals(Types.ENVIRONMENT)) {
      var message = "\"" + name + "\" would show a sensitive value in the list of processes";
      findings.fault(
          Reports.fault(Code.SENSITIVE_IN_COMMAND, message, span)
              .expecting("the value in stdin, and the command reading it from there"));
    } else if (type instanceof Type.AbsolutePath) {
      var message = "\"" + name + "\" would show a sensitive value in a path";
      findings.fault(
          Reports.fault(Code.SENSITIVE_IN_PATH, message, span)
              .expecting("a path that is not sensitive"));
    }
  }

  /** Of what is unknown only the type is judged, where it is known. */
  private void unknown(Subject subject, Value.Unknown value) {
    boolean fits =
        switch (subject.type()) {
          case Type.Text _,
              Type.Span _,
              Type.Size _,
              Type.Mode _,
              Type.AbsolutePath _,
              Type.PolicyFile _,
              Type.Word _ ->
              becomes(value, BasicType.STRING);
          case Type.Bool _ -> becomes(value, BasicType.BOOL);
          case Type.Whole _ -> becomes(value, BasicType.NUMBER);
          case Type.Shell _,
              Type.ListOf _,
              Type.MapOf _,
              Type.Nested _,
              Type.References _,
              Type.Named _,
              Type.Any _ ->
              true;
        };
    if (!fits) {
      findings.wrongType(subject);
    }
  }

  private static boolean becomes(Value.Unknown value, BasicType type) {
    return Conversion.convert(value, type) instanceof Conversion.Converted;
  }

  private Optional<Object> known(Subject subject) {
    return switch (subject.type()) {
      case Type.Text _ -> scalars.text(subject);
      case Type.Bool _ -> scalars.bool(subject);
      case Type.Whole type -> scalars.whole(subject, type);
      case Type.Span _ -> scalars.duration(subject);
      case Type.Size _ -> scalars.size(subject);
      case Type.Mode _ -> scalars.mode(subject);
      case Type.AbsolutePath _ -> scalars.path(subject);
      case Type.PolicyFile _ -> scalars.policyFile(subject);
      case Type.Word type -> scalars.word(subject, type);
      case Type.Shell _ -> shell(subject);
      case Type.ListOf type -> list(subject, type);
      case Type.MapOf type -> map(subject, type);
      case Type.Nested type -> nested(subject, type);
      case Type.References _, Type.Named _ -> Optional.empty();
      case Type.Any _ -> Optional.of(new Plain(findings).of(subject.value()));
    };
  }

  private Optional<Object> shell(Subject subject) {
    if (subject.value() instanceof Value.Text(var text)) {
      return text.isBlank() ? emptyCommand(subject) : Optional.of(text);
    }
    var items = items(subject.value());
    if (items.isEmpty()) {
      findings.wrongType(subject);
      return Optional.empty();
    }
    if (items.get().isEmpty()) {
      return emptyCommand(subject);
    }
    var argv = new ArrayList<Object>();
    for (int i = 0; i < items.get().size(); i++) {
      var item = items.get().get(i);
      var at = Places.item(subject.at(), i);
      if (item instanceof Value.Sensitive) {
        refuseSensitive(subject.name(), subject.type(), at.span());
      }
      convert(subject.part("", new Type.Text(), item, at)).ifPresent(argv::add);
    }
    return argv.size() == items.get().size() ? Optional.of(List.copyOf(argv)) : Optional.empty();
  }

  private Optional<Object> emptyCommand(Subject subject) {
    findings.cannotBe(Code.EMPTY_COMMAND, subject);
    return Optional.empty();
  }

  private static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.ListValue it -> Optional.of(it.items());
      case Value.SetValue it -> Optional.of(it.items());
      case Value.Tuple it -> Optional.of(it.items());
      case Value _ -> Optional.empty();
    };
  }

  private static Optional<Map<String, Value>> entries(Value value) {
    return switch (value) {
      case Value.MapValue it -> Optional.of(it.entries());
      case Value.ObjectValue it -> Optional.of(it.attributes());
      case Value _ -> Optional.empty();
    };
  }

  private Optional<Object> list(Subject subject, Type.ListOf type) {
    var items = items(subject.value());
    if (items.isEmpty()) {
      findings.wrongType(subject);
      return Optional.empty();
    }
    var converted = new ArrayList<Object>();
    for (int i = 0; i < items.get().size(); i++) {
      var at = Places.item(subject.at(), i);
      convert(subject.part("", type.element(), items.get().get(i), at)).ifPresent(converted::add);
    }
    return Optional.of(List.copyOf(converted));
  }

  private Optional<Object> map(Subject subject, Type.MapOf type) {
    var entries = entries(subject.value());
    if (entries.isEmpty()) {
      findings.wrongType(subject);
      return Optional.empty();
    }
    var converted = new LinkedHashMap<String, Object>();
    entries
        .get()
        .forEach((key, part) -> {
          var at = Places.value(subject.at(), key);
          if (part instanceof Value.Sensitive) {
            refuseSensitive(subject.name(), type, at.span());
          }
          convert(subject.part("." + key, type.element(), part, at))
              .ifPresent(it -> converted.put(key, it));
        });
    return Optional.of(Collections.unmodifiableMap(converted));
  }

  private Optional<Object> nested(Subject subject, Type.Nested type) {
    var entries = entries(subject.value());
    if (entries.isEmpty()) {
      findings.wrongType(subject);
      return Optional.empty();
    }
    var known = new LinkedHashMap<String, Attribute>();
    type.attributes().forEach(it -> known.put(it.name(), it));
    var converted = new LinkedHashMap<String, Object>();
    entries
        .get()
        .forEach((key, part) -> {
          var attribute = known.get(key);
          if (attribute == null) {
            unknownNested(subject, key, known);
            return;
          }
          var at = Places.value(subject.at(), key);
          convert(subject.part("." + key, attribute.type(), part, at))
              .ifPresent(it -> converted.put(key, it));
        });
    for (var attribute : type.attributes()) {
      var part = entries.get().get(attribute.name());
      if (attribute.required() && (part == null || part.isNull())) {
        missing(subject, attribute);
      }
    }
    return Optional.of(Collections.unmodifiableMap(converted));
  }

  private void missing(Subject subject, Attribute attribute) {
    var message = subject.quoted() + " needs \"" + attribute.name() + "\"";
    findings.fault(
        Reports.fault(Code.MISSING_ATTRIBUTE, message, subject.span())
            .expecting(attribute.name() + " = ..."));
  }

  private void unknownNested(Subject subject, String key, Map<String, Attribute> known) {
    var message = subject.quoted() + " has no attribute \"" + key + "\"";
    var meant = Spelling.nearest(key, known.keySet());
    findings.fault(
        Reports.unknown(Code.UNKNOWN_ATTRIBUTE, message, Places.key(subject.at(), key), meant)
            .expecting(Names.oneOf(known.keySet())));
  }
}
