package dev.aerie.engine.format;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.objectstore.ObjectStoreException;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  @Test
  void refusesAnUnknownVersion() {
    byte[] object = Envelope.seal(Envelope.Kind.MANIFEST, TestEngine.utf8("{}"));
    object[6] = 9;
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> Envelope.checkHeader(Envelope.Kind.MANIFEST, "some/key", object))
        .withMessageContaining("some/key")
        .withMessageContaining("version 9");
    assertThatExceptionOfType(ObjectStoreException.class)
        .isThrownBy(() -> Envelope.checkHeader(Envelope.Kind.LOG, "some/key", object))
        .withMessageContaining("LOG");
  }
}
