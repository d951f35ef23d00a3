package dev.aerie.engine.objectstore;

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
}
