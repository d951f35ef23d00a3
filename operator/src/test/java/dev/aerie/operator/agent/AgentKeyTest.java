package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.agent.KeyStore.Keys;
import dev.aerie.operator.support.LogCapture;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentKeyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofDays(7);
  private static final Duration WAIT = Duration.ZERO;

  private FakeControlPlane controlPlane;
  private String region;
  private Instant now = START;

  @BeforeEach
  void start() throws IOException {
    controlPlane = new FakeControlPlane();
    controlPlane.want("");
    region = "keys-" + System.nanoTime();
  }

  @AfterEach
  void stop() {
    secret().delete();
    controlPlane.close();
  }

  @Test
  void enrolsOnceAndGoesOnWithTheSameKeyAfterARestart() throws Exception {
    agent("token").call();
    agent("token").call();

    assertThat(controlPlane.enrolments()).hasSize(1);
    assertThat(controlPlane.usedKeys()).isEqualTo(set(controlPlane.enrolments()));
  }

  @Test
  void repeatsAnEnrolmentWhoseAnswerWasLostWithTheSameKey() throws Exception {
    controlPlane.loseAnswersAboutKeys(1);
    assertThat(agent("token").key.once()).isFalse();
    agent("token").call();

    assertThat(controlPlane.enrolments()).hasSize(2);
    assertThat(set(controlPlane.enrolments())).hasSize(1).isEqualTo(controlPlane.usedKeys());
  }

  @Test
  void anotherTokenEnrolsAnotherKey() throws Exception {
    agent("token").call();
    agent("another").call();

    assertThat(set(controlPlane.enrolments())).hasSize(2).isEqualTo(controlPlane.usedKeys());
  }

  @Test
  void changesItsKeyWhenItsTimeHasCome() throws Exception {
    Agent agent = agent("token");
    agent.call();
    now = START.plus(LIFE).minusSeconds(1);
    agent.call();
    assertThat(controlPlane.announcements()).isEmpty();

    now = START.plus(LIFE);
    agent.call();
    assertThat(controlPlane.announcements()).hasSize(1);
    assertThat(controlPlane.usedKeys())
        .containsExactlyInAnyOrder(
            controlPlane.enrolments().getFirst(), controlPlane.announcements().getFirst());
  }

  @Test
  void aLostAnswerToAChangeOfKeyLocksNobodyOut() throws Exception {
    agent("token").call();
    now = START.plus(LIFE);
    controlPlane.loseAnswersAboutKeys(1);
    Agent interrupted = agent("token");
    assertThat(interrupted.key.once()).isFalse();
    interrupted.controlPlane.desired(0, WAIT);
    assertThat(controlPlane.usedKeys()).isEqualTo(set(controlPlane.enrolments()));

    agent("token").call();
    assertThat(set(controlPlane.announcements())).hasSize(1);
    assertThat(controlPlane.usedKeys()).containsAll(controlPlane.announcements()).hasSize(2);
  }

  /** Somebody has edited it, or has brought back half of it. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "aerieagent_abc", "{\"key\": \"aerieagent_abc\", \"since\": 0}"})
  void aDamagedSecretIsToldOfAndTheAgentGoesOnOnceItIsDeleted(String content) throws Exception {
    keep(Map.of("agent.json", content));
    Agent agent = agent("token");
    try (LogCapture log = new LogCapture(AgentKey.class)) {
      assertThat(agent.key.once()).isFalse();
      assertThat(log.messages())
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("aerie-agent-" + region, "is damaged: delete it")
          .doesNotContain("aerieagent_abc");
    }

    secret().delete();
    agent.call();
    assertThat(controlPlane.enrolments()).hasSize(1);
  }

  @Test
  void aSecretWithoutAnEntryIsFilled() throws Exception {
    keep(Map.of());

    agent("token").call();

    assertThat(controlPlane.enrolments()).hasSize(1);
  }

  @Test
  void goesOnWithoutItsSpentToken() throws Exception {
    agent("token").call();
    agent("").call();
    now = START.plus(LIFE);
    agent("").call();
    agent("").call();

    assertThat(controlPlane.enrolments()).hasSize(1);
    assertThat(controlPlane.announcements()).hasSize(1);
  }

  @Test
  void withNeitherTokenNorKeyItSaysWhatToDo() throws Exception {
    try (LogCapture log = new LogCapture(AgentKey.class)) {
      assertThat(agent("").key.once()).isFalse();
      assertThat(log.messages())
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("AERIE_REGION_TOKEN is not set", "issue a token");
    }
    controlPlane.loseAnswersAboutKeys(1);
    agent("token").key.once();
    assertThat(agent("").key.once()).as("its key is not enrolled").isFalse();
    assertThat(controlPlane.enrolments()).hasSize(1);
  }

  @Test
  void keysAreNotInTexts() {
    assertThat(new Keys("secret", "secret", "", true, START).toString()).doesNotContain("secret");
  }

  private Resource<Secret> secret() {
    return TestKubernetes.shared()
        .admin()
        .secrets()
        .inNamespace("aerie-system")
        .withName("aerie-agent-" + region);
  }

  private void keep(Map<String, String> entries) {
    TestKubernetes.shared()
        .admin()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("aerie-agent-" + region)
                .withNamespace("aerie-system")
                .endMetadata()
                .withStringData(entries)
                .build())
        .create();
  }

  private static Set<String> set(List<String> hashes) {
    return Set.copyOf(hashes);
  }

  private Agent agent(String token) {
    var settings =
        new AgentSettings(
            controlPlane.url(), region, token, "aerie-system", LIFE, "file:///none", Path.of(""));
    var json = JsonMapper.builder().addModules(new JavaTimeModule()).build();
    var calls = new ControlPlane(settings, json);
    InstantSource time = () -> now;
    Clock clock = time.withZone(ZoneOffset.UTC);
    var store = new KeyStore(TestKubernetes.shared().asOperator(), settings, json);
    return new Agent(calls, new AgentKey(calls, store, settings, clock));
  }

  private record Agent(ControlPlane controlPlane, AgentKey key) {
    void call() throws Exception {
      assertThat(key.once()).isTrue();
      controlPlane.desired(0, WAIT);
    }
  }
}
