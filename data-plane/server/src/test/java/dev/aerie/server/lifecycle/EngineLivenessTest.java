package dev.aerie.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.ExhaustedObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLivenessTest {
  @TempDir Path folder;

  @Test
  void isDownOnceTheLogCanNotBeWrittenOn() {
    ExhaustedObjectStore store =
        new ExhaustedObjectStore(new LocalObjectStore(folder.resolve("objects")));
    EngineConfig config = EngineConfig.builder(folder.resolve("cache")).build();
    try (Engine engine = Engine.open(config, store, Clock.systemUTC())) {
      EngineLiveness liveness = new EngineLiveness(engine);
      EngineReadiness readiness = new EngineReadiness(engine);
      assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
      assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
      store.exhaust(true);

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> engine.definitions().createDatabase("one", Map.of()));

      assertThat(liveness.call().getStatus()).isEqualTo(Status.DOWN);
      assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
    }
  }
}
