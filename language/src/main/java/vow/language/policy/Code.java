package vow.language.policy;

import java.util.Locale;

/**
 * Every code of an error that the compiler of policies finds; syntax and evaluation have their own.
 * Scripts rely on the words: they are never changed.
 */
public enum Code {
  ABSENT_PROMISE("A reference to a promise whose when is false, outside of try()."),
  ATTRIBUTE_AS_BLOCK("An attribute written as a block."),
  CONDITION_NOT_BOOL("The condition of a validation is neither true nor false."),
  DUPLICATE_BLOCK("A second block where there can be one, such as agent."),
  DUPLICATE_LABEL("Two blocks of one kind with one label."),
  DUPLICATE_NAME("Two variables, locals, outputs, modules or bundles of one name."),
  DUPLICATE_PROMISE("Two promises with one identity."),
  EMPTY_COMMAND("A command without a program."),
  EXTRA_LABEL("A label where a block has none, or a second one."),
  FACT_NEEDS_KEY("A group of facts that has a fact for any key, without a key."),
  FILE_UNREADABLE("A file of the policy that cannot be read."),
  FOR_EACH_LIST("for_each over a list, whose elements have no stable names."),
  FOR_EACH_TYPE("for_each over something that is neither a map nor a set of strings."),
  INSTANCE_NEEDED("An attribute of a promise with for_each, without saying of which instance."),
  INVALID_ADDRESS("Text that is no address of a webhook, no header of one, or no mailbox."),
  INVALID_DURATION("Text that is no duration."),
  INVALID_IDENTITY("Text that is no identity of a promise."),
  INVALID_MODE("Text that is no mode."),
  INVALID_NAME("A label that cannot be a name."),
  INVALID_SIZE("Text that is no size."),
  INVALID_TIME("Text that is no time of a day."),
  INVALID_TYPE("A type constraint that is no type."),
  INVALID_WORD("Text that is none of the words allowed."),
  KEY_NEEDED("A promise with for_each whose instances would all have the label as name."),
  MISPLACED_BLOCK("A block where it cannot be."),
  MISPLACED_DATA("data in a module."),
  MISPLACED_EACH("each outside of a block with for_each."),
  MISPLACED_SELF("self outside of a promise."),
  MISSING_ATTRIBUTE("An attribute that must be given."),
  MISSING_LABEL("A block without the label that it needs."),
  MISSING_UNIT("A number where a duration or a size is text with a unit."),
  MISSING_VARIABLE("A variable without default and without value."),
  MODE_NOT_TEXT("A mode as a number: 0644 would be decimal."),
  MODULE_NOT_FOUND("A module folder without policy files."),
  MODULE_OUTSIDE("A module folder that is not below the folder of the policy."),
  MODULE_RECURSION("A module that uses itself."),
  MODULE_SOURCE("A module source that is not written out."),
  MOVED_STILL_THERE("A moved promise that the policy still has."),
  MOVED_TWICE("A promise that moves to two places."),
  NOTIFY_WAY("A notify that says no way to tell, or several."),
  NOT_ABSOLUTE("A path that does not start with a slash."),
  NOT_CONSTANT("A reference where only constants can be."),
  NOT_KNOWN("A value that can only be known while the policy is kept."),
  OUT_OF_RANGE("A number beyond its limits, or not whole."),
  PROMISE_CYCLE("Promises that each come after the other."),
  REFERENCE_EXPECTED("Something else than references in after or on_change."),
  REFERENCE_NOT_LITERAL("A reference whose name would have to be evaluated."),
  REPEATED_BLOCK("A nested block that stands there twice."),
  RESERVED_WORD("A word that has its place but no meaning yet."),
  SECRET_SOURCE("A block secret that says nothing of where the secret is, or two things."),
  SECRET_UNREADABLE("A secret that cannot be opened."),
  SELF_REFERENCE("A promise that refers to itself by name."),
  SENSITIVE_FOR_EACH("Sensitive keys of for_each."),
  SENSITIVE_IN_COMMAND("A sensitive value in the arguments of a command."),
  SENSITIVE_IN_IDENTITY("A sensitive value in the name of a promise."),
  SENSITIVE_IN_PATH("A sensitive value in a path."),
  SENSITIVE_OUTPUT("An output that would show a sensitive value."),
  STRAY_ATTRIBUTE("An attribute outside of any block."),
  TOO_MANY_EDGES("More orders between promises than allowed."),
  TOO_MANY_MODULES("More modules, or deeper, than allowed."),
  TOO_MANY_PROMISES("More promises than allowed."),
  TWO_WRITERS("Two promises that make the same thing."),
  UNDECLARED_VARIABLE("A value from outside for a variable that the policy does not have."),
  UNKNOWN_ATTRIBUTE("An attribute that the block does not have."),
  UNKNOWN_EACH("Something else than each.key and each.value."),
  UNKNOWN_FACT("A fact that there is not."),
  UNKNOWN_INPUT("A value for a variable that the module does not have."),
  UNKNOWN_INSTANCE("A key that is none of the instances."),
  UNKNOWN_KIND("A block that is neither a kind nor another block."),
  UNKNOWN_LOCAL("A local that there is not."),
  UNKNOWN_MODULE("A module that there is not."),
  UNKNOWN_OUTPUT("An output that the module does not have."),
  UNKNOWN_PATH("Something else than path.module and path.root."),
  UNKNOWN_PROMISE("A reference to a promise that there is not."),
  UNKNOWN_REFERENCE("A reference that starts with an unknown word."),
  UNKNOWN_REFERENCE_ATTRIBUTE("A reference to an attribute that the kind does not have."),
  UNKNOWN_SECRET("A secret that there is not."),
  UNKNOWN_VARIABLE("A variable that there is not."),
  VALIDATION_FAILED("A variable whose value its own policy refuses."),
  VALUE_CYCLE("Values that need each other."),
  VARIABLE_NULL("Null for a variable that is not nullable."),
  VARIABLE_TYPE("A value that does not fit the type of its variable."),
  WHEN_NOT_BOOL("A when that is neither true nor false."),
  WRONG_TYPE("A value of another type than asked for.");

  private final String doc;

  Code(String doc) {
    this.doc = doc;
  }

  /** As shown to users: kebab-case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it stands for, for the reference. */
  public String doc() {
    return doc;
  }
}
