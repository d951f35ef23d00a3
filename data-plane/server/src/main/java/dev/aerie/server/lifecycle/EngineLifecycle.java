package dev.aerie.server.lifecycle;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.ServerConfig;
import dev.aerie.server.storage.CacheFolder;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Opens the engine at start and closes it at the end. */
@ApplicationScoped
public class EngineLifecycle {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Engine engine(ServerConfig config, ObjectStore store, CacheFolder cache, Clock clock) {
    EngineConfig.Builder engine =
        EngineConfig.builder(cache.path())
            .podName(config.podName())
            .advertisedAddress(
                config.advertisedAddress().orElse(config.host() + ":" + config.port()))
            .cacheBytes(config.cacheBytes())
            .defaultTier(config.tier())
            .logRetention(config.logRetention());
    config.answerBytes().ifPresent(engine::answerBytes);
    return Engine.open(engine.build(), store, clock);
  }

  void closeEngine(@Disposes Engine engine) {
    engine.close();
  }

  /** Writes end and the epoch is released while reads under way still go on. */
  void drain(@Observes @Priority(1) ShutdownEvent event, Engine engine) {
    engine.drain();
  }
}
