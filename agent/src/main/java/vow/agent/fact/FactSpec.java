package vow.agent.fact;

import java.util.function.Function;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * One fact, once: the compiler's type, the reference's text, the reader and the kernel's notice.
 *
 * @param name below {@code node}, with dots: {@code os.family}
 * @param read its present value, without starting a process
 */
public record FactSpec(
    String name, Type type, String doc, Notice notice, Function<Sources, Value> read) {}
