package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The report that goes with a bundle says what the rights and the protocol are; {@code
 * UPDATE_GOLDEN=1} writes it anew.
 */
class ByocReportTest {

  private static final Path REPORT = Path.of("../deploy/byoc/REPORT.md");
  private static final String TEXT =
      """
      # What the agent may do, and what leaves your network

      Made from the very rights and records that the agent is built and tested with.

      ## What it may do in your Kubernetes

      It runs as ServiceAccount `aerie-operator` of namespace `aerie-system`, with these rights and no others.

      | where | API group | resources | verbs |
      |---|---|---|---|
      %s
      Of the Secrets of its own namespace it uses `aerie-region` (the token), `aerie-agent-<region>` (its key, which it writes), and the one that
      `AERIE_STORAGE_CREDENTIALS_SECRET` names, if it names one: `accessKey` and `secretKey` of that are copied into a Secret `<cluster>-storage`
      beside each cluster, for its pods, and go nowhere else.

      ## What leaves

      The agent calls one address, your control plane's, by HTTPS; nothing calls in.

      | call | what is in it |
      |---|---|
      | `POST /agent/v1/enrol` | the one-time token, SHA-256 of the agent's key |
      | `POST /agent/v1/key` | SHA-256 of the agent's next key |
      | `GET /agent/v1/desired` | the revision that it knows |
      | `POST /agent/v1/report` | the fields below |
      | `POST /agent/v1/logs` | only if you set `AERIE_LOGS_MAY_LEAVE` to `true`, which this bundle does not: lines that the pods of one cluster wrote, when somebody with the right to change it asks |

      Each call but the first carries the agent's key. A report has these fields:

      %s
      `statuses.message` is a sentence of the operator or of Kubernetes about the cluster's objects, never their content.
      `metrics.figures` are numbers of pods, memory, disk, processors, calls, rows and collections; `events.note` is such a sentence, too.
      `keyUses` are numbers of calls by hour and id of an API key; the id opens nothing.
      Rows, vectors, queries, names of collections, API keys and credentials of storage are in none of them.
      """;

  @Test
  void saysWhatTheRightsAndTheProtocolAre() throws IOException {
    String report = TEXT.formatted(rights(), fields("", Report.class));

    if (System.getenv("UPDATE_GOLDEN") != null) {
      Files.writeString(REPORT, report);
    }
    assertThat(REPORT).content().isEqualTo(report);
  }

  @Test
  void everyRightIsWrittenOut() throws IOException {
    assertThat(roles().flatMap(role -> role.rules().stream()))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.getApiGroups()).isNotEmpty().doesNotContain("*");
              assertThat(rule.getResources()).isNotEmpty().noneMatch(one -> one.contains("*"));
              assertThat(rule.getVerbs())
                  .isNotEmpty()
                  .doesNotContain("*", "escalate", "bind", "impersonate");
            });
  }

  @Test
  void theApiServerTakesTheAgent() throws IOException {
    String agent =
        Files.readString(Path.of("../deploy/byoc/agent.yaml"))
            .replaceAll("\\$\\{image}", "aerie/operator:1")
            .replaceAll("\\$\\{[a-zA-Z]+}", "https://example.com");
    KubernetesClient client = TestKubernetes.shared().admin();

    for (String document : agent.split("(?m)^---$")) {
      var object = (HasMetadata) Serialization.unmarshal(document);
      assertThat(client.resource(object).dryRun().serverSideApply()).isNotNull();
    }
  }

  private record Rights(String where, List<PolicyRule> rules) {}

  private static Stream<Rights> roles() throws IOException {
    List<Rights> found = new ArrayList<>();
    for (String document :
        Files.readString(Path.of("src/main/kubernetes/rbac.yaml")).split("(?m)^---$")) {
      switch (Serialization.unmarshal(document)) {
        case ClusterRole role -> found.add(new Rights("everywhere", role.getRules()));
        case Role role ->
            found.add(
                new Rights("`%s`".formatted(role.getMetadata().getNamespace()), role.getRules()));
        default -> {}
      }
    }
    return found.stream();
  }

  private static String rights() throws IOException {
    StringBuilder rows = new StringBuilder();
    roles()
        .forEach(
            role ->
                role.rules()
                    .forEach(
                        rule ->
                            rows.append(
                                "| %s | %s | %s | %s |\n"
                                    .formatted(
                                        role.where(),
                                        String.join(", ", rule.getApiGroups())
                                            .replaceAll("^$", "core"),
                                        String.join(", ", rule.getResources()),
                                        String.join(", ", rule.getVerbs())))));
    return rows.toString();
  }

  /** Every field of a record, and of the records in it. */
  private static String fields(String prefix, Class<?> type) {
    StringBuilder lines = new StringBuilder();
    Arrays.stream(type.getRecordComponents())
        .forEach(
            component -> {
              Class<?> inner = inner(component);
              lines.append(
                  inner.isRecord()
                      ? fields(prefix + component.getName() + ".", inner)
                      : "- `%s%s`\n".formatted(prefix, name(component)));
            });
    return lines.toString();
  }

  /** As it is called in JSON. */
  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static Class<?> inner(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : component.getType();
  }
}
