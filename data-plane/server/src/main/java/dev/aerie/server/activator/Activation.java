package dev.aerie.server.activator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import sun.misc.Signal;

/** The container as activator: {@code activate}. */
public final class Activation {
  private static final String DEFAULT_PORT = "19530";

  private Activation() {}

  /**
   * Begins; the process ends some time after SIGTERM.
   *
   * @throws IllegalArgumentException with what is missing in the environment
   */
  public static void start(Map<String, String> environment) {
    var mailbox = new KubernetesMailbox(ApiServer.of(environment), Clock.systemUTC());
    mailbox.start();
    Activator activator = open(environment, mailbox);
    Signal.handle(new Signal("TERM"), _ -> Thread.ofPlatform().start(() -> leave(activator)));
    activator.start();
  }

  private static Activator open(Map<String, String> environment, Mailbox mailbox) {
    var address =
        new InetSocketAddress(
            environment.getOrDefault("AERIE_HOST", "0.0.0.0"),
            Integer.parseInt(environment.getOrDefault("AERIE_PORT", DEFAULT_PORT)));
    try {
      return new Activator(address, mailbox, Limits.DEFAULT);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be listened at: %s".formatted(address, e.getMessage()), e);
    }
  }

  private static void leave(Activator activator) {
    try {
      activator.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(0);
  }
}
