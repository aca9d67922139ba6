package vow.language.policy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import vow.language.function.FunctionFiles;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Numbers;
import vow.language.value.Value;
import vow.model.kind.Paths;
import vow.model.schema.Type;
import vow.model.schema.Units;

/** Brings known values without parts to the types of a schema; empty for what was reported. */
record Scalars(ReadFiles files, Findings findings) {

  Optional<Object> text(Subject subject) {
    return written(subject).map(it -> it);
  }

  /** The value as text, which numbers and booleans have too. */
  private Optional<String> written(Subject subject) {
    if (Conversion.convert(subject.value(), BasicType.STRING)
        instanceof Conversion.Converted(Value.Text(var text))) {
      return Optional.of(text);
    }
    findings.wrongType(subject);
    return Optional.empty();
  }

  Optional<Object> bool(Subject subject) {
    if (Conversion.convert(subject.value(), BasicType.BOOL)
        instanceof Conversion.Converted(Value.Bool(var truth))) {
      return Optional.of(truth);
    }
    findings.wrongType(subject);
    return Optional.empty();
  }

  Optional<Object> whole(Subject subject, Type.Whole type) {
    if (!(Conversion.convert(subject.value(), BasicType.NUMBER)
        instanceof Conversion.Converted(Value.Numeric(var number)))) {
      findings.wrongType(subject);
      return Optional.empty();
    }
    boolean fits =
        number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(type.min())) >= 0
            && number.compareTo(BigDecimal.valueOf(type.max())) <= 0;
    return fits ? Optional.of(number) : refused(Code.OUT_OF_RANGE, subject);
  }

  Optional<Object> duration(Subject subject) {
    if (subject.value() instanceof Value.Numeric(var number)) {
      return missingUnit(subject, Numbers.text(number) + "s");
    }
    var text = written(subject);
    return text.isPresent() && Units.duration(text.get()).isEmpty()
        ? refused(Code.INVALID_DURATION, subject)
        : text.map(it -> it);
  }

  Optional<Object> size(Subject subject) {
    if (subject.value() instanceof Value.Numeric(var number)) {
      return missingUnit(subject, Numbers.text(number));
    }
    var text = written(subject);
    return text.isPresent() && Units.sizeBytes(text.get()).isEmpty()
        ? refused(Code.INVALID_SIZE, subject)
        : text.map(it -> it);
  }

  private Optional<Object> missingUnit(Subject subject, String meant) {
    var message = subject.quoted() + " is text with a unit";
    findings.fault(
        Reports.fault(Code.MISSING_UNIT, message, subject.span()).expecting("\"" + meant + "\""));
    return Optional.empty();
  }

  Optional<Object> mode(Subject subject) {
    if (subject.value() instanceof Value.Numeric) {
      return modeAsNumber(subject);
    }
    var text = written(subject);
    return text.isPresent() && Units.mode(text.get()).isEmpty()
        ? refused(Code.INVALID_MODE, subject)
        : text.map(it -> it);
  }

  private Optional<Object> modeAsNumber(Subject subject) {
    var written = subject.span().text();
    var digits = Units.mode(written).isPresent() ? written : "0644";
    findings.fault(
        Reports.fault(
                Code.MODE_NOT_TEXT,
                subject.quoted() + " is text, because a number is decimal and a mode is octal",
                subject.span())
            .expecting("\"" + (digits.length() == 3 ? "0" + digits : digits) + "\""));
    return Optional.empty();
  }

  Optional<Object> path(Subject subject) {
    var text = written(subject);
    boolean wrong =
        text.isPresent() && (!text.get().startsWith("/") || text.get().indexOf('\0') >= 0);
    return wrong ? refused(Code.NOT_ABSOLUTE, subject) : text.map(Paths::normal);
  }

  Optional<Object> policyFile(Subject subject) {
    var text = written(subject);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (files.readWritten(text.get())) {
      case FunctionFiles.Content it -> {
        var source = files.source(text.get(), it.bytes());
        yield Optional.of(Map.of("path", source.path(), "sha256", source.sha256()));
      }
      case FunctionFiles.Missing _ ->
          unreadable(subject, "there is no such file in the policy's folder");
      case FunctionFiles.Refused(var why) -> unreadable(subject, why);
    };
  }

  private Optional<Object> unreadable(Subject subject, String why) {
    var message =
        "unable to read " + subject.quoted() + " " + findings.shown(subject.value()) + ": " + why;
    findings.fault(Reports.fault(Code.FILE_UNREADABLE, message, subject.span()));
    return Optional.empty();
  }

  Optional<Object> word(Subject subject, Type.Word type) {
    var text = written(subject);
    if (text.isEmpty() || type.allowed().contains(text.get())) {
      return text.map(it -> it);
    }
    var meant =
        findings.isSensitive()
            ? Optional.<String>empty()
            : Spelling.nearest(text.get(), type.allowed());
    var message = subject.quoted() + " cannot be " + findings.shown(subject.value());
    findings.fault(
        Reports.unknown(Code.INVALID_WORD, message, subject.span(), meant).expecting(type.text()));
    return Optional.empty();
  }

  private Optional<Object> refused(Code code, Subject subject) {
    findings.cannotBe(code, subject);
    return Optional.empty();
  }
}
