package vow.agent.loop;

import java.lang.reflect.Proxy;

/**
 * Unix signals as calls: INT and TERM ask to stop, HUP asks to read the policy again. Handlers run
 * on a thread of the virtual machine and only post to the loop.
 *
 * <p>{@code sun.misc.Signal} is all that the platform has for this. It is reached by reflection
 * because the compiler warns of its name in a way that cannot be turned off.
 */
public final class Signals {
  private Signals() {}

  /** Routes INT and TERM. */
  public static void onStop(Runnable stop) {
    handle("INT", stop);
    handle("TERM", stop);
  }

  /** Routes HUP. */
  public static void onReload(Runnable reload) {
    handle("HUP", reload);
  }

  private static void handle(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this Java has no sun.misc.Signal", e);
    }
  }
}
