package dev.aerie.operator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keeps the agent's key in a Secret, so that every process of the operator has it. */
final class KeyStore {

  private static final String ENTRY = "agent.json";
  private static final PatchContext CONTEXT =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("aerie-agent")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final ObjectMapper json;

  /**
   * What is kept.
   *
   * @param key in use, or to be enrolled
   * @param next follows it; empty unless it is being changed
   * @param enrolledBy hash of the token
   * @param enrolled whether the control plane knows the key
   * @param since when it became the key in use
   */
  record Keys(String key, String next, String enrolledBy, boolean enrolled, Instant since) {

    Keys {
      Objects.requireNonNull(key);
      Objects.requireNonNull(next);
      Objects.requireNonNull(enrolledBy);
      Objects.requireNonNull(since);
    }

    Keys with(String newNext) {
      return new Keys(key, newNext, enrolledBy, enrolled, since);
    }

    Keys in(Instant now) {
      return new Keys(key, next, enrolledBy, true, now);
    }

    /** Says nothing of the keys: they must not stand in a log. */
    @Override
    public String toString() {
      return "Keys since " + since;
    }
  }

  KeyStore(KubernetesClient client, AgentSettings settings, ObjectMapper json) {
    this.client = client;
    this.namespace = settings.namespace();
    this.name = "aerie-agent-" + settings.region();
    this.json = json;
  }

  /**
   * What was kept last, if anything was.
   *
   * @throws IllegalStateException if it is damaged; the message says what to do and tells no key
   */
  Optional<Keys> read() {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(Secret::getData)
        .map(data -> data.get(ENTRY))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
        .map(this::parse);
  }

  /** Keeps these from now on, and returns them. */
  Keys keep(Keys keys) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withType("Opaque")
                .withData(Map.of(ENTRY, Base64.getEncoder().encodeToString(text(keys))))
                .build())
        .patch(CONTEXT);
    return keys;
  }

  /** Without the cause, whose message may have a part of the key in it. */
  private Keys parse(String text) {
    try {
      return json.readValue(text, Keys.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Secret %s/%s is damaged: delete it and enrol the region again"
              .formatted(namespace, name));
    }
  }

  private byte[] text(Keys keys) {
    try {
      return json.writeValueAsBytes(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("keys can always be written as JSON", e);
    }
  }
}
