package dev.aerie.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.ServerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whenItsQueueIsFullReadsAreLeftOutFirstAndAllThatIsLeftOutIsTold() {
    ObjectStore store = new LocalObjectStore(folder);
    AuditLog log = new AuditLog(config(), store, Clock.systemUTC(), meters);

    // Nothing takes from the queue of four yet; what finds no room must not wait for it.
    for (int i = 0; i < 3; i++) {
      log.record(event("Search", false));
    }
    for (int i = 0; i < 4; i++) {
      log.record(event("Insert", true));
    }

    assertThat(dropped("read")).isEqualTo(1);
    assertThat(dropped("write")).isEqualTo(2);
    log.start(new StartupEvent());
    log.stop(new ShutdownEvent());
    List<String> lines = lines(store);
    assertThat(lines).filteredOn(line -> line.contains("\"Search\"")).hasSize(2);
    assertThat(lines).filteredOn(line -> line.contains("\"Insert\"")).hasSize(2);
    assertThat(lines).filteredOn(line -> line.contains("1 reads, 2 writes")).hasSize(1);
    assertThat(meters.counter("aerie.audit.written").count()).isEqualTo(4);
  }

  @Test
  void whateverFailsOnceLaterEventsAreWritten() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    ObjectStore store =
        new ForwardingObjectStore(new LocalObjectStore(folder)) {
          @Override
          public boolean putIfAbsent(String key, byte[] content) {
            if (failed.getCount() > 0) {
              failed.countDown();
              throw new IllegalStateException("not foreseen");
            }
            return super.putIfAbsent(key, content);
          }
        };
    AuditLog log = new AuditLog(config(), store, Clock.systemUTC(), meters);
    log.record(event("Search", false));
    log.start(new StartupEvent());
    assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();

    log.record(event("Insert", true));

    log.stop(new ShutdownEvent());
    assertThat(lines(store)).hasSize(2);
    assertThat(lines(store).getFirst()).contains("\"Search\"");
    assertThat(lines(store).getLast()).contains("\"Insert\"");
  }

  private static List<String> lines(ObjectStore store) {
    return store.list("audit/", "").stream()
        .filter(key -> key.endsWith(".jsonl"))
        .flatMap(key -> new String(store.get(key), StandardCharsets.UTF_8).lines())
        .toList();
  }

  private double dropped(String kind) {
    return meters.get("aerie.audit.dropped").tag("kind", kind).counter().count();
  }

  private static AuditEvent event(String call, boolean write) {
    return new AuditEvent(
        Clock.systemUTC().instant(),
        "somebody",
        call,
        write,
        "default",
        "rows",
        Map.of(),
        0,
        "",
        "",
        1);
  }

  private static ServerConfig config() {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ServerConfig.class)
        .withDefaultValues(
            Map.of(
                "aerie.storage-uri", "file:///nowhere",
                "aerie.audit", "all",
                "aerie.audit.queue-length", "4",
                "aerie.audit.flush-interval", "PT0.01S"))
        .build()
        .getConfigMapping(ServerConfig.class);
  }
}
