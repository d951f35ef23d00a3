package dev.aerie.engine.objectstore;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.FaultProxy.Fault;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store and an engine on it do when calls fail, are throttled, cut, lost, never end. */
class S3FaultTest {
  @TempDir static Path folder;
  private static S3Server server;
  private static FaultProxy proxy;

  @BeforeAll
  static void start() {
    server = S3Server.start(folder);
    proxy = new FaultProxy(server.endpoint());
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
  }

  @AfterEach
  void heal() {
    proxy.heal();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void getsOverOneFault(Fault fault) {
    try (ObjectStore store = open("once-" + fault, "1")) {
      byte[] content = utf8("content of some length");
      firstOfEachFails(fault);
      store.put("a/put", content);
      assertThat(store.get("a/put")).isEqualTo(content);
      assertThat(store.getRange("a/put", 3, 4)).isEqualTo(utf8("tent"));
      assertThat(store.putIfAbsent("a/once", content)).isTrue();
      assertThat(store.putIfAbsent("a/once", utf8("another"))).isFalse();
      assertThat(store.get("a/once")).isEqualTo(content);
      assertThat(store.list("a/", "")).containsExactly("a/once", "a/put");
      store.delete("a/put");
      assertThat(store.list("a/", "")).containsExactly("a/once");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void givesUpWithATypedErrorThatNamesTheObject(Fault fault) {
    try (ObjectStore store = open("always-" + fault, "0.2")) {
      proxy.inject(_ -> fault);
      for (Runnable call :
          List.<Runnable>of(
              () -> store.put("b/key", utf8("content")),
              () -> store.putIfAbsent("b/key", utf8("content")),
              () -> store.list("b/key", ""))) {
        if (fault != Fault.ANSWER_CUT && fault != Fault.ANSWER_STALLED) {
          assertThatExceptionOfType(ObjectStoreException.class)
              .isThrownBy(call::run)
              .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
              .satisfies(e -> assertThat(e.key()).isEqualTo("b/key"));
        }
      }
      proxy.heal();
      try (ObjectStore patient = open("always-" + fault, "30")) {
        patient.put("b/key", utf8("content"));
      }
      proxy.inject(_ -> fault);
      assertThatExceptionOfType(ObjectStoreException.class)
          .isThrownBy(() -> store.get("b/key"))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }
  }

  @Test
  void anEngineLosesNothingAmongFaultsAndRecoversByItself(@TempDir Path cache) {
    Random random = new Random(11);
    Fault[] kinds = Fault.values();
    try (ObjectStore store = open("engine", "0.5");
        Engine engine = TestEngine.open(cache, store, c -> c.flushBytes(2_000))) {
      TestEngine.create(engine, Metric.L2);
      proxy.inject(_ -> random.nextInt(4) == 0 ? kinds[random.nextInt(kinds.length)] : Fault.NONE);
      Outcome outcome = insertThousand(engine);
      proxy.inject(_ -> Fault.UNSENT);
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> insert(engine, 0, 5_000))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
      proxy.heal();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsMatching(EngineException.class::isInstance)
          .until(() -> writes(engine, 6_000));
      engine.flush("default", TestEngine.COLLECTION);
      Set<Long> found = new TreeSet<>(ids(engine, "id < 5000"));
      outcome.check(found);
    }
    try (ObjectStore direct = server.open("engine");
        Engine again = TestEngine.open(cache.resolve("anew"), direct, c -> c.podName("other"))) {
      assertThat(ids(again, "id == 6000")).hasSize(1);
    }
  }

  private record Outcome(Set<Long> acknowledged, Set<Long> uncertain) {
    void check(Set<Long> found) {
      assertThat(found).containsAll(acknowledged);
      Set<Long> known = new HashSet<>(acknowledged);
      known.addAll(uncertain);
      assertThat(known).containsAll(found);
    }
  }

  private static Outcome insertThousand(Engine engine) {
    Outcome outcome = new Outcome(new HashSet<>(), new HashSet<>());
    for (long id = 0; id < 1_000; id += 10) {
      long[] rows = TestEngine.range(id, id + 10);
      try {
        insert(engine, 0, rows);
        outcome.acknowledged.addAll(LongStream.of(rows).boxed().toList());
      } catch (EngineException e) {
        assertThat(e.code())
            .isIn(ErrorCode.STORAGE_UNAVAILABLE, ErrorCode.FENCED, ErrorCode.NOT_WRITER);
        outcome.uncertain.addAll(LongStream.of(rows).boxed().toList());
      }
    }
    return outcome;
  }

  private static boolean writes(Engine engine, long id) {
    insert(engine, 0, id);
    return true;
  }

  private static void firstOfEachFails(Fault fault) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    proxy.inject(call -> seen.add(call) ? fault : Fault.NONE);
  }

  private static ObjectStore open(String prefix, String timeoutSeconds) {
    return server.open(prefix, proxy.endpoint(), timeoutSeconds);
  }
}
