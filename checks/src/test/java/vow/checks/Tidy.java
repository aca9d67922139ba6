package vow.checks;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The rules of STYLE.md that can be seen in one source file: what it finds is one line per fault,
 * {@code file:line: what to do}.
 */
final class Tidy {
  static final int FILE_LINES_MAX = 300;
  static final int METHOD_LINES_MAX = 70;
  static final int PARAMETERS_MAX = 5;

  /** A system call has six arguments, a number, and a place for errno. */
  private static final int LINUX_PARAMETERS_MAX = 8;

  private static final Pattern NAMES = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Visitor)");
  private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?! ?\\(?#\\d)");
  private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b");
  private static final Pattern DISABLED = Pattern.compile("@Disabled\\b");

  private final String file;
  private final String source;
  private final List<String> faults = new ArrayList<>();

  private Tidy(String file, String source) {
    this.file = file;
    this.source = source;
  }

  /** All faults of one Java source. */
  static List<String> faults(String file, String source) {
    var tidy = new Tidy(file, source);
    tidy.lines();
    tidy.tree();
    if (file.endsWith("module-info.java")) {
      tidy.module();
    }
    return tidy.faults;
  }

  private void lines() {
    var lines = source.lines().toList();
    if (lines.size() > FILE_LINES_MAX) {
      fault(1, lines.size() + " lines: a file has one idea and at most " + FILE_LINES_MAX);
    }
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (TODO.matcher(line).find()) {
        fault(i + 1, "a note for later names its issue: TODO(#12)");
      }
      if (SLEEP.matcher(line).find() && !line.contains("//")) {
        fault(i + 1, "wait for the event, don't sleep; or say on the line why there is none");
      }
      if (DISABLED.matcher(line).find()) {
        fault(i + 1, "a test that doesn't run is no test: mend it or delete it");
      }
      var above = i == 0 ? "" : lines.get(i - 1);
      if (line.contains("@SuppressWarnings(") && !(line + above).contains("//")) {
        fault(i + 1, "say why the warning is wrong, in a comment on this line or above");
      }
    }
  }

  private void module() {
    if (!source.startsWith("/**")) {
      fault(1, "a module says what it is for");
    }
    if (!source.contains("@org.jspecify.annotations.NullMarked")) {
      fault(1, "a module is @NullMarked");
    }
  }

  private void tree() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, _ -> {}, List.of(), null, List.of(text()));
    try {
      for (var unit : task.parse()) {
        new Scan(unit, Trees.instance(task).getSourcePositions()).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaFileObject text() {
    var name = file.substring(file.lastIndexOf('/') + 1);
    return new SimpleJavaFileObject(URI.create("mem:/" + name), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private void fault(long line, String what) {
    faults.add(file + ":" + line + ": " + what);
  }

  /** Walks the syntax tree; nothing is resolved, so types are known by their spelling only. */
  private final class Scan extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Scan(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      if (NAMES.matcher(type.getSimpleName()).matches()) {
        fault(line(type), type.getSimpleName() + ": name the thing, not its role in a pattern");
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      long length = lineAt(positions.getEndPosition(unit, method)) - line(method) + 1;
      if (length > METHOD_LINES_MAX) {
        fault(line(method), method.getName() + " has " + length + " lines: split it");
      }
      boolean constructor = method.getReturnType() == null;
      int most = file.startsWith("linux/") ? LINUX_PARAMETERS_MAX : PARAMETERS_MAX;
      if (!constructor && method.getParameters().size() > most) {
        fault(line(method), method.getName() + ": more than " + most + " parameters are a record");
      }
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree tree, @Nullable Void unused) {
      cases(tree, tree.getCases());
      return super.visitSwitch(tree, null);
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree tree, @Nullable Void unused) {
      cases(tree, tree.getCases());
      return super.visitSwitchExpression(tree, null);
    }

    private void cases(Tree tree, List<? extends CaseTree> cases) {
      var labels = cases.stream().flatMap(c -> c.getLabels().stream()).toList();
      boolean ours = labels.stream().anyMatch(l -> l instanceof PatternCaseLabelTree p && ours(p));
      if (!ours) {
        return;
      }
      for (var label : labels) {
        if (label instanceof DefaultCaseLabelTree && !source(label).contains("//")) {
          fault(
              line(tree),
              "no default over our own types, so that the compiler names what is missing;"
                  + " or a comment on its line that says why any other is fine");
        }
      }
    }

    private String source(Tree tree) {
      return source.lines().skip(line(tree) - 1).findFirst().orElse("");
    }

    /** Types of the JDK (open ones, as in decoded YAML) are spelled so; all others are ours. */
    private boolean ours(PatternCaseLabelTree label) {
      var type =
          switch (label.getPattern()) {
            case BindingPatternTree binding -> binding.getVariable().getType().toString();
            case DeconstructionPatternTree parts -> parts.getDeconstructor().toString();
            default -> "String"; // javac's trees are an open family
          };
      return !type.matches(
          "(String|CharSequence|Character|Boolean|Number|Integer|Long|Double|Float|Short|Byte"
              + "|Big\\w+|byte\\[]|List|Map|Set|Collection|Iterable|Optional|Path|Object|\\w*Exception|\\w*Error"
              + "|\\w*Tree|\\w*Event)(<.*>)?");
    }

    private long line(Tree tree) {
      return lineAt(positions.getStartPosition(unit, tree));
    }

    private long lineAt(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
