package dev.aerie.local.build;

import dev.aerie.local.process.Command;
import java.nio.file.Path;

/** The Java that this launcher runs on, for whatever it starts. */
public final class Toolchain {
  private static final String HOME = System.getProperty("java.home");

  private Toolchain() {}

  /** The {@code java} program. */
  public static Path java() {
    return Path.of(HOME, "bin", "java");
  }

  /** Maven without questions and without chatter. */
  public static Command maven(String... arguments) {
    return withJava(Command.of("mvn", "-B", "-q").and(arguments));
  }

  /** A program that looks for its Java in {@code JAVA_HOME}. */
  public static Command withJava(Command command) {
    return command.with("JAVA_HOME", HOME);
  }
}
