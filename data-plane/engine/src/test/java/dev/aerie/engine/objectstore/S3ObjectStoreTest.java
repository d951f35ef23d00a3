package dev.aerie.engine.objectstore;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static dev.aerie.engine.TestEngine.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends ObjectStoreContract {
  @TempDir static Path folder;
  private static S3Server server;
  private static ObjectStore store;

  @BeforeAll
  static void start() {
    server = S3Server.start(folder);
    store = server.open("contract");
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  /** Who empties a cluster's storage removes all that is listed there. */
  @Test
  void aNameThatGoesOnIsAnotherStorage() {
    try (ObjectStore mine = server.open("cls_1");
        ObjectStore other = server.open("cls_10")) {
      mine.put("object", new byte[1]);
      other.put("object", new byte[1]);

      assertThat(mine.list("", "")).containsExactly("object");
      mine.delete("object");

      assertThat(other.list("", "")).containsExactly("object");
    }
  }

  @Test
  void carriesAnEngine(@TempDir Path cache) {
    try (ObjectStore objects = server.open("engine")) {
      try (Engine engine = TestEngine.open(cache, objects, c -> c)) {
        TestEngine.create(engine, Metric.L2);
        insert(engine, 0, range(0, 20));
        engine.flush("default", TestEngine.COLLECTION);
        upsert(engine, 1, range(10, 30));
      }
      try (Engine engine = TestEngine.open(cache, objects, c -> c)) {
        assertThat(ids(engine, "")).hasSize(30);
        assertThat(ids(engine, "info[\"seed\"] == 0")).hasSize(10);
      }
    }
  }
}
