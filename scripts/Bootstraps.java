import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites what a start would have to make at run time, in the jars of vow: {@code java
 * Bootstraps.java FOLDER}. The start-up cache of JDK 25 holds lambdas and string concatenations,
 * but neither the {@code switch} over patterns nor the {@code equals} and {@code hashCode} of
 * records: each of them makes a class when it is first used. Here they become plain methods that
 * answer the same. Other bootstraps, and switches with labels that are no classes, stay.
 */
final class Bootstraps {
  private static final int PRIVATE_STATIC =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  /** The same classes give the same bytes. */
  private static final LocalDateTime SAME = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final String SWITCHES = "SwitchBootstraps";
  private static final String RECORDS = "ObjectMethods";

  private final Map<String, byte[]> classes;
  private final ClassFile files;

  private Bootstraps(Map<String, byte[]> classes) {
    this.classes = classes;
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> {
                  var bytes = classes.get(path(type));
                  return bytes == null ? null : new java.io.ByteArrayInputStream(bytes);
                })
            .orElse(ClassHierarchyResolver.defaultResolver());
    files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
  }

  /** Rewrites vow-*.jar of a folder in place; the other jars there say what classes inherit. */
  public static void main(String[] arguments) throws IOException {
    var jars = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
      all.forEach(jars::add);
    }
    var classes = new LinkedHashMap<String, byte[]>();
    for (var jar : jars) {
      classes.putAll(read(jar));
    }
    var bootstraps = new Bootstraps(classes);
    for (var jar : jars) {
      if (jar.getFileName().toString().startsWith("vow-")) {
        bootstraps.rewrite(jar);
      }
    }
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private void rewrite(Path jar) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : read(jar).entrySet()) {
        var to = new ZipEntry(entry.getKey());
        to.setTimeLocal(SAME);
        zip.putNextEntry(to);
        zip.write(
            entry.getKey().endsWith(".class") ? rewritten(entry.getValue()) : entry.getValue());
        zip.closeEntry();
      }
    }
    Files.write(jar, bytes.toByteArray());
  }

  private byte[] rewritten(byte[] original) {
    var model = files.parse(original);
    var made = new ArrayList<Consumer<ClassBuilder>>();
    if (model.methods().stream().noneMatch(Bootstraps::calls)) {
      return original;
    }
    var owner = model.thisClass().asSymbol();
    boolean isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    ClassTransform methods =
        ClassTransform.transformingMethodBodies(
            Bootstraps::calls,
            (code, element) -> {
              if (element instanceof InvokeDynamicInstruction call && isKnown(call)) {
                var name = "$" + call.name().stringValue() + "$" + made.size();
                made.add(it -> make(it, name, call));
                code.invokestatic(owner, name, call.typeSymbol(), isInterface);
              } else {
                code.with(element);
              }
            });
    ClassTransform more = ClassTransform.endHandler(it -> made.forEach(one -> one.accept(it)));
    return files.transformClass(model, methods.andThen(more));
  }

  private static boolean calls(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(e -> e instanceof InvokeDynamicInstruction call && isKnown(call));
  }

  private static boolean isKnown(InvokeDynamicInstruction call) {
    var name = call.name().stringValue();
    return switch (call.bootstrapMethod().owner().displayName()) {
      case SWITCHES ->
          name.equals("typeSwitch")
              && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
      case RECORDS -> !name.equals("toString");
      default -> false;
    };
  }

  private static void make(ClassBuilder type, String name, InvokeDynamicInstruction call) {
    type.withMethodBody(
        name,
        call.typeSymbol(),
        PRIVATE_STATIC,
        code -> {
          switch (call.name().stringValue()) {
            case "equals" -> equal(code, call.bootstrapArgs());
            case "hashCode" -> hash(code, call.bootstrapArgs());
            default -> choose(code, call.bootstrapArgs());
          }
        });
  }

  /** -1 for null, else the first label from the given one on that the value is, else their number. */
  private static void choose(CodeBuilder code, List<ConstantDesc> labels) {
    var some = code.newLabel();
    code.aload(0).ifnonnull(some).loadConstant(-1).ireturn().labelBinding(some);
    for (int i = 0; i < labels.size(); i++) {
      var next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private static void equal(CodeBuilder code, List<ConstantDesc> arguments) {
    var owner = (ClassDesc) arguments.getFirst();
    var other = code.newLabel();
    var differs = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(1).instanceOf(owner).ifeq(differs);
    for (var field : fields(arguments)) {
      var type = field.invocationType().returnType();
      code.aload(0).getfield(owner, field.methodName(), type);
      code.aload(1).checkcast(owner).getfield(owner, field.methodName(), type);
      differ(code, type, differs);
    }
    code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
  }

  private static void differ(CodeBuilder code, ClassDesc type, Label differs) {
    switch (TypeKind.from(type)) {
      case REFERENCE ->
          code.invokestatic(
                  OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
              .ifeq(differs);
      case LONG -> code.lcmp().ifne(differs);
      case FLOAT, DOUBLE ->
          code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
              .ifne(differs);
      default -> code.if_icmpne(differs);
    }
  }

  private static void hash(CodeBuilder code, List<ConstantDesc> arguments) {
    var owner = (ClassDesc) arguments.getFirst();
    code.iconst_0();
    for (var field : fields(arguments)) {
      var type = field.invocationType().returnType();
      code.bipush(31).imul();
      code.aload(0).getfield(owner, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static List<DirectMethodHandleDesc> fields(List<ConstantDesc> arguments) {
    return arguments.stream()
        .skip(2)
        .map(DirectMethodHandleDesc.class::cast)
        .toList();
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ClassDesc.of("java.lang.Boolean");
      case "B" -> ClassDesc.of("java.lang.Byte");
      case "C" -> ClassDesc.of("java.lang.Character");
      case "S" -> ClassDesc.of("java.lang.Short");
      case "I" -> ClassDesc.of("java.lang.Integer");
      case "J" -> ClassDesc.of("java.lang.Long");
      case "F" -> ClassDesc.of("java.lang.Float");
      default -> ClassDesc.of("java.lang.Double");
    };
  }

  private static String path(ClassDesc type) {
    var descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }
}
