package vow.language.function;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.language.eval.Function;

/** See {@link Functions#asMap}. */
final class FunctionMap extends AbstractMap<String, Function> {
  private final Functions functions;

  FunctionMap(Functions functions) {
    this.functions = functions;
  }

  @Override
  public @Nullable Function get(@Nullable Object key) {
    return key instanceof String name ? functions.find(name).orElse(null) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<String> keySet() {
    return Set.copyOf(Functions.names());
  }

  @Override
  public Set<Map.Entry<String, Function>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Function>> iterator() {
        return Functions.names().stream()
            .map(name -> Map.entry(name, functions.find(name).orElseThrow()))
            .iterator();
      }

      @Override
      public int size() {
        return Functions.names().size();
      }
    };
  }
}
