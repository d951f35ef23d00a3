package dev.aerie.operator.support;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.regex.Pattern;

/** Counts the operator's calls where they arrive: the API server counts them apart from others. */
public final class CallCounter {

  private static final String SCHEMA = "counted-operator";
  private static final Pattern DISPATCHED =
      Pattern.compile(
          "(?m)^apiserver_flowcontrol_dispatched_requests_total\\{[^}]*flow_schema=\"%s\"[^}]*} (\\S+)$"
              .formatted(SCHEMA));

  private final KubernetesClient admin;
  private final long before;

  /** Counts from now on. */
  public CallCounter(KubernetesClient admin) {
    this.admin = admin;
    admin
        .resource(
            new FlowSchemaBuilder()
                .withNewMetadata()
                .withName(SCHEMA)
                .endMetadata()
                .withNewSpec()
                .withMatchingPrecedence(400)
                .withNewPriorityLevelConfiguration("workload-high")
                .addNewRule()
                .addNewSubject()
                .withKind("User")
                .withNewUser(TestKubernetes.OPERATOR)
                .endSubject()
                .addNewResourceRule()
                .withApiGroups("*")
                .withResources("*")
                .withVerbs("*")
                .withNamespaces("*")
                .withClusterScope(true)
                .endResourceRule()
                .endRule()
                .endSpec()
                .build())
        .serverSideApply();
    before = total();
  }

  /** Calls since then, watches too. */
  public long count() {
    return total() - before;
  }

  private long total() {
    return DISPATCHED
        .matcher(admin.raw("/metrics"))
        .results()
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .sum();
  }
}
