package dev.aerie.server.lifecycle;

import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.error.EngineException;
import dev.aerie.server.activator.Activation;
import dev.aerie.server.job.Jobs;
import dev.aerie.server.rehearsal.Rehearsal;
import dev.aerie.server.tls.HttpsPort;
import dev.aerie.server.tls.TlsFiles;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import sun.misc.Signal;

/** Where the process starts: without arguments it serves, with others it does a job and ends. */
@QuarkusMain
public final class Server {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private static final String TIER = "AERIE_TIER";
  private static final String ACTIVATE = "activate";
  private static final String REHEARSE = "rehearse";

  private Server() {}

  public static void main(String[] arguments) {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      fail(
          "The JVM runs without its vector module; start it with"
              + " --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED");
    }
    if (arguments.length == 0) {
      requireStorage(System.getenv());
      requireTier(System.getenv());
      prepareTls(System.getenv());
      Signal.handle(new Signal("TERM"), _ -> end());
      Quarkus.run(arguments);
    } else if (arguments[0].equals(ACTIVATE)) {
      activate();
    } else if (arguments[0].equals(REHEARSE)) {
      rehearse();
    } else {
      job(arguments);
    }
  }

  /** Ends in order; left to itself the JVM would exit with 143, which reads like a failure. */
  private static void end() {
    if (ApplicationLifecycleManager.getCurrentApplication() == null) {
      System.exit(0);
    }
    Quarkus.asyncExit(0);
  }

  private static void requireStorage(Map<String, String> environment) {
    if (!environment.containsKey("AERIE_STORAGE_URI")) {
      fail(
          "AERIE_STORAGE_URI is not set; name a folder (file:///dir) or a bucket (s3://bucket/prefix)");
    }
  }

  private static void requireTier(Map<String, String> environment) {
    try {
      Optional.ofNullable(environment.get(TIER)).ifPresent(Tier::parse);
    } catch (IllegalArgumentException e) {
      fail(TIER + " " + e.getMessage());
    }
  }

  private static void prepareTls(Map<String, String> environment) {
    try {
      TlsFiles.of(environment).ifPresent(HttpsPort::configure);
    } catch (IllegalArgumentException e) {
      fail(e.getMessage());
    }
  }

  private static void activate() {
    try {
      Activation.start(System.getenv());
    } catch (IllegalArgumentException e) {
      fail(e.getMessage());
    }
  }

  private static void rehearse() {
    try {
      Rehearsal.run();
    } catch (IOException e) {
      fail("There is no room for a rehearsal: " + e.getMessage());
    }
  }

  private static void job(String[] arguments) {
    try {
      System.out.println(Jobs.run(arguments, System.getenv()));
    } catch (EngineException | IllegalArgumentException e) {
      fail(e.getMessage());
    }
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }
}
