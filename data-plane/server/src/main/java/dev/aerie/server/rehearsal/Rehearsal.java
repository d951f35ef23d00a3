package dev.aerie.server.rehearsal;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStores;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The container as {@code rehearse}: it serves a folder of its own, calls itself as clients do, by
 * REST and gRPC, opens once more what it has written, and ends.
 */
public final class Rehearsal {
  private static final Logger LOG = Logger.getLogger(Rehearsal.class);

  /** Enough for the JVM to see which methods are called often. */
  private static final int ROUNDS = 100;

  private final Stage stage;

  private Rehearsal(Stage stage) {
    this.stage = stage;
  }

  /**
   * Serves until the calls have been made; the process ends with 1 if one of them fails.
   *
   * @throws IOException when the folder or free ports can't be had
   */
  public static void run() throws IOException {
    Stage stage = Stage.set();
    Thread.ofPlatform().name("rehearsal").daemon().start(new Rehearsal(stage)::perform);
    Quarkus.run(
        null,
        (code, _) -> {
          try {
            stage.strike();
          } finally {
            System.exit(code);
          }
        });
  }

  private void perform() {
    int code = 1;
    try (RestCalls rest = new RestCalls(stage);
        GrpcCalls grpc = new GrpcCalls(stage.port())) {
      rest.awaitReady();
      rest.fill();
      grpc.greet();
      for (int round = 0; round < ROUNDS; round++) {
        rest.read(round);
        grpc.read(round);
      }
      grpc.flush();
      rest.read(0);
      grpc.read(0);
      reopen();
      code = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("The rehearsal failed", e);
    } finally {
      Quarkus.asyncExit(code);
    }
  }

  /** As a pod does that starts on a cluster with rows. */
  private void reopen() {
    EngineConfig reader =
        EngineConfig.builder(stage.folder().resolve("reopened"))
            .podName("reader")
            .role(EngineConfig.Role.READER)
            .build();
    try (ObjectStore store = ObjectStores.open(stage.storage(), "", "");
        Engine engine = Engine.open(reader, store, Clock.systemUTC())) {
      engine.rowCount(Rows.DATABASE, Rows.COLLECTION, List.of());
    }
  }
}
