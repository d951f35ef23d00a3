package dev.aerie.engine.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.error.EngineException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStores.open(folder.toUri(), "", "");
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void refusesAnUnknownScheme() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> ObjectStores.open(URI.create("ftp://host/x"), "", ""))
        .withMessageContaining("ftp://host/x");
  }

  @Test
  void listsWhileObjectsAreRemoved() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      store.put("many/%d/object".formatted(i), new byte[1]);
    }
    Thread removing =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < 300; i++) {
                store.delete("many/%d/object".formatted(i));
              }
            });
    while (removing.isAlive()) {
      assertThat(store.list("many/", "")).allMatch(key -> key.endsWith("/object"));
    }
    removing.join();
    assertThat(store.list("many/", "")).isEmpty();
  }
}
