package dev.aerie.server.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.server.ServerConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the file of keys at start and again within a second of each change. The content is
 * compared, not its time: a mounted Secret changes by a swap of links. A file that can't be read
 * keeps the keys read before.
 */
@ApplicationScoped
public class KeyFile {
  private static final Logger LOG = Logger.getLogger(KeyFile.class);
  private static final long INTERVAL_MILLIS = 500;

  private final ServerConfig config;
  private final ObjectMapper json;
  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private byte[] content = {};
  private volatile Keys keys = Keys.of(List.of());

  KeyFile(ServerConfig config, ObjectMapper json) {
    this.config = config;
    this.json = json;
  }

  void start(@Observes @Priority(1) StartupEvent event) {
    if (config.keysFile().isEmpty()) {
      LOG.warn("AERIE_KEYS_FILE is not set: anyone who reaches the port may do anything");
      return;
    }
    Path file = config.keysFile().get();
    read(file);
    reader.scheduleWithFixedDelay(
        () -> read(file), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    reader.shutdownNow();
  }

  /** The keys in force; empty where there is no authentication. */
  public Optional<Keys> current() {
    return config.keysFile().map(file -> keys);
  }

  private void read(Path file) {
    try {
      byte[] found = Files.readAllBytes(file);
      if (!Arrays.equals(found, content)) {
        keys = Keys.of(json.readValue(found, Document.class).keys());
        content = found;
        LOG.infof("%d keys open this cluster", keys.bySha256().size());
      }
    } catch (IOException e) {
      LOG.warnf("The keys in %s can't be read, those read before stay in force: %s", file, e);
    }
  }

  private record Document(List<KeyEntry> keys) {}
}
