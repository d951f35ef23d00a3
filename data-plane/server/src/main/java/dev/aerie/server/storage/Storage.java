package dev.aerie.server.storage;

import dev.aerie.engine.bootstrap.ClusterStores;
import dev.aerie.engine.encryption.Encryption;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.ServerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The object store and the folder of the disk cache before it, with their figures. */
@ApplicationScoped
public class Storage {
  @Produces
  @Singleton
  ObjectStore store(ServerConfig config, Clock clock, MeterRegistry meters) {
    ObjectStore store =
        ClusterStores.open(
            config.storageUri(),
            config.storageAccessKey().orElse(""),
            config.storageSecretKey().orElse(""),
            Encryption.of(System.getenv(), clock));
    return new MeteredObjectStore(store, meters);
  }

  void closeStore(@Disposes ObjectStore store) {
    store.close();
  }

  @Produces
  @Singleton
  CacheFolder cacheFolder(ServerConfig config) {
    return new CacheFolder(config.cacheDir().orElseGet(Storage::temporaryFolder));
  }

  void measure(@Observes StartupEvent event, CacheFolder cache, MeterRegistry meters) {
    new DiskSpaceMetrics(cache.path().toFile()).bindTo(meters);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("aerie-cache");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
