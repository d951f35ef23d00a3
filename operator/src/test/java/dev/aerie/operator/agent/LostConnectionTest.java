package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.agent.protocol.KeyUse;
import dev.aerie.operator.agent.protocol.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Days of a region whose connection breaks and whose agent dies at random: every second counts
 * once.
 */
class LostConnectionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROUNDS = 250;
  private static final int CLUSTERS = 4;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @TempDir private Path folder;
  private FakeControlPlane server;
  private CuttingProxy proxy;
  private Instant now = START;
  private int ticksToDeath = Integer.MAX_VALUE;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Long> expected = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new FakeControlPlane();
    proxy = new CuttingProxy(server.url());
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingIsLostOrDoubled(long seed) throws Exception {
    Random random = new Random(seed);
    Agent agent = new Agent();
    for (int round = 0; round < ROUNDS; round++) {
      pass(Duration.ofSeconds(random.nextInt(1, 1800)));
      if (random.nextInt(3) == 0) {
        String cluster = "cls_" + random.nextInt(CLUSTERS);
        running.put(cluster, random.nextInt(4));
        agent.sees(cluster);
      }
      agent.keeps();
      agent = survivorOfReport(agent, random);
    }
    proxy.cutAfter(CuttingProxy.NEVER, CuttingProxy.NEVER);
    settle(agent);

    assertThat(counted()).isEqualTo(expected);
    assertThat(batches()).isSorted().doesNotHaveDuplicates();
    assertThat(batches().getLast()).isEqualTo((long) batches().size());
  }

  /** Pods count on, and some end with what they counted; reports come late, twice or not at all. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void usesOfKeysComeToTheirTrueCounts(long seed) throws Exception {
    Random random = new Random(seed);
    Map<KeyUse.Slot, KeyUse> all = new HashMap<>();
    Map<KeyUse.Slot, KeyUse> told = new HashMap<>();
    int instance = 0;
    Agent agent = new Agent();
    for (int round = 0; round < ROUNDS; round++) {
      pass(Duration.ofSeconds(random.nextInt(1, 1800)));
      String key = "key_" + random.nextInt(3);
      Instant hour = now.truncatedTo(ChronoUnit.HOURS);
      KeyUse before =
          told.getOrDefault(
              new KeyUse.Slot("cls_0", "pod-" + instance, key, hour),
              new KeyUse("cls_0", "pod-" + instance, key, hour, 0, 0, now, now));
      KeyUse use =
          new KeyUse(
              "cls_0",
              "pod-" + instance,
              key,
              hour,
              before.calls() + random.nextInt(1, 9),
              before.refused() + 1,
              before.firstAt(),
              now);
      all.put(use.slot(), use);
      told.put(use.slot(), use);
      agent.keyUses.note(List.copyOf(told.values()));
      agent.keeps();
      if (random.nextInt(10) == 0) {
        instance++;
        told.clear();
      }
      agent = survivorOfReport(agent, random);
    }
    proxy.cutAfter(CuttingProxy.NEVER, CuttingProxy.NEVER);
    settle(agent);

    assertThat(highest()).isEqualTo(all);
  }

  /** What stays of reports where of each slot the highest counts. */
  private Map<KeyUse.Slot, KeyUse> highest() {
    Map<KeyUse.Slot, KeyUse> highest = new HashMap<>();
    for (JsonNode report : taken()) {
      for (JsonNode told : report.path("keyUses")) {
        KeyUse use = JSON.convertValue(told, KeyUse.class);
        highest.merge(use.slot(), use, (one, other) -> one.calls() > other.calls() ? one : other);
      }
    }
    return highest;
  }

  @Test
  void whatALongOutageHasGatheredComesInReportsThatABodyHolds() throws Exception {
    proxy.cutAfter(0, 0);
    Agent agent = new Agent();
    for (int change = 0; change < 2 * Reporter.MOST + 10; change++) {
      running.put("cls_0", 1 + change % 3);
      agent.sees("cls_0");
      pass(Duration.ofSeconds(10));
    }
    agent.keeps();
    agent.reporter.once();

    proxy.cutAfter(CuttingProxy.NEVER, CuttingProxy.NEVER);
    settle(agent);
    assertThat(server.reports()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(server.reports())
        .allSatisfy(
            report -> assertThat(report.get("usage").size()).isLessThanOrEqualTo(Reporter.MOST));
    assertThat(counted()).isEqualTo(expected);
  }

  /** What is buffered grows by what changes, not by how long nobody can be told. */
  @Test
  void hoursWithoutAConnectionTakeNoMoreOfTheDisk() throws Exception {
    proxy.cutAfter(0, 0);
    Agent agent = new Agent();
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      running.put("cls_" + cluster, 1 + cluster);
      agent.sees("cls_" + cluster);
    }
    long afterAnHour = 0;
    for (int minute = 1; minute <= 12 * 60; minute++) {
      pass(Duration.ofMinutes(1));
      agent.reporter.once();
      afterAnHour = minute == 60 ? buffered() : afterAnHour;
    }
    assertThat(buffered()).isLessThan(4_000).isCloseTo(afterAnHour, within(20L));

    for (int change = 0; change < 100; change++) {
      running.put("cls_0", 1 + change % 3);
      agent.sees("cls_0");
      pass(Duration.ofMinutes(1));
      agent.keeps();
    }
    assertThat(buffered()).isLessThan(4_000 + 100 * 250);

    proxy.cutAfter(CuttingProxy.NEVER, CuttingProxy.NEVER);
    settle(agent);
    assertThat(counted()).isEqualTo(expected);
    assertThat(buffered()).isLessThan(4_000);
  }

  private long buffered() throws IOException {
    return Files.size(folder.resolve("agent.json"));
  }

  /** Brings everything home: a while passes, and all that is kept is told. */
  private void settle(Agent agent) throws InterruptedException {
    pass(Duration.ofMinutes(1));
    agent.reporter.once();
    for (int more = 0; more < 5; more++) {
      now = now.plusSeconds(20);
      running.forEach((cluster, units) -> expected.merge(cluster, 20L * units, Long::sum));
      agent.reporter.once();
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
    running.forEach(
        (cluster, units) -> expected.merge(cluster, time.toSeconds() * units, Long::sum));
  }

  /** Reports over a connection that may break; the agent, or the next one when it was killed. */
  private Agent survivorOfReport(Agent agent, Random random) throws Exception {
    breakConnection(random);
    ticksToDeath = random.nextInt(4) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
    try {
      agent.reporter.once();
      return agent;
    } catch (Killed e) {
      return new Agent();
    } finally {
      ticksToDeath = Integer.MAX_VALUE;
    }
  }

  /** A third of the time all is well; else the request or its answer breaks off. */
  private void breakConnection(Random random) {
    switch (random.nextInt(3)) {
      case 0 -> proxy.cutAfter(random.nextInt(900), CuttingProxy.NEVER);
      case 1 -> proxy.cutAfter(CuttingProxy.NEVER, random.nextInt(60));
      default -> proxy.cutAfter(CuttingProxy.NEVER, CuttingProxy.NEVER);
    }
  }

  /** Reports as the control plane takes them: each batch once. */
  private List<JsonNode> taken() {
    List<JsonNode> taken = new ArrayList<>();
    long last = 0;
    for (JsonNode report : server.reports()) {
      if (report.get("batch").asLong() > last) {
        last = report.get("batch").asLong();
        taken.add(report);
      }
    }
    return taken;
  }

  private List<Long> batches() {
    return taken().stream().map(report -> report.get("batch").asLong()).toList();
  }

  /** Unit-seconds of each cluster. */
  private Map<String, Long> counted() {
    Map<String, Long> counted = new HashMap<>();
    Map<String, Instant> ends = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode report : taken()) {
      for (JsonNode usage : report.get("usage")) {
        String cluster = usage.get("clusterId").asText();
        Instant from = Instant.parse(usage.get("from").asText());
        Instant to = Instant.parse(usage.get("to").asText());
        assertThat(ids.add(usage.get("id").asText())).isTrue();
        assertThat(from).isAfterOrEqualTo(ends.getOrDefault(cluster, START));
        ends.put(cluster, to);
        counted.merge(
            cluster,
            Duration.between(from, to).toSeconds() * usage.get("units").asLong(),
            Long::sum);
      }
    }
    expected.keySet().forEach(cluster -> counted.putIfAbsent(cluster, 0L));
    return counted;
  }

  /** An agent from what lies on the disk, which sees at once what runs. */
  private final class Agent {
    private final AgentState state = AgentState.in(folder, JSON);
    private final UsageMeter meter;
    private final KeyUseBook keyUses;
    private final Reporter reporter;

    private Agent() {
      InstantSource time = LostConnectionTest.this::tick;
      Clock clock = time.withZone(ZoneOffset.UTC);
      ticksToDeath = Integer.MAX_VALUE;
      meter = new UsageMeter(clock, state.open());
      keyUses = new KeyUseBook(InstantSource.fixed(START).withZone(ZoneOffset.UTC));
      running.keySet().forEach(this::sees);
      ControlPlane calls =
          new ControlPlane(
              new AgentSettings(
                  proxy.url(), "test", "", "none", Duration.ofDays(7), "file:///none", folder),
              JSON);
      calls.use("key");
      Report.Region region = new Report.Region("v1", "v1", List.of(), List.of());
      reporter =
          new Reporter(
              calls, state, meter, () -> region, List::of, new Telemetry(), keyUses, clock);
    }

    private void sees(String cluster) {
      int units = running.get(cluster);
      meter.observe(cluster, units, units == 0 ? 0 : 1);
    }

    /** What has changed is on the disk before anything else happens. */
    private void keeps() {
      meter.tell(false, state::addUsage);
      keyUses.tell(state::addKeyUses);
    }
  }

  /** The time; at a random look at it the agent dies. */
  private Instant tick() {
    if (ticksToDeath-- <= 0) {
      throw new Killed();
    }
    return now;
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
