package dev.aerie.operator.support;

import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/** Something that the operator may not do until this is closed. */
public final class WithheldRight implements AutoCloseable {

  private final TestKubernetes kubernetes;
  private final String group;
  private final String resource;
  private final String verb;
  private final List<PolicyRule> all;

  /** Withholds it, and returns when that is in force. */
  public WithheldRight(TestKubernetes kubernetes, String group, String resource, String verb) {
    this.kubernetes = kubernetes;
    this.group = group;
    this.resource = resource;
    this.verb = verb;
    this.all = role().get().getRules();
    role().edit(role -> new ClusterRoleBuilder(role).withRules(others()).build());
    await().atMost(DEADLINE).until(() -> !isAllowed());
  }

  @Override
  public void close() {
    role().edit(role -> new ClusterRoleBuilder(role).withRules(all).build());
    await().atMost(DEADLINE).until(this::isAllowed);
  }

  private List<PolicyRule> others() {
    return all.stream()
        .map(rule -> rule.getResources().contains(resource) ? without(rule) : rule)
        .filter(rule -> !rule.getVerbs().isEmpty())
        .toList();
  }

  private PolicyRule without(PolicyRule rule) {
    return rule.toBuilder()
        .withVerbs(rule.getVerbs().stream().filter(each -> !each.equals(verb)).toList())
        .build();
  }

  private boolean isAllowed() {
    String[] parts = resource.split("/");
    return kubernetes
        .asOperator()
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(group)
                .withResource(parts[0])
                .withSubresource(parts.length > 1 ? parts[1] : null)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  private Resource<ClusterRole> role() {
    return kubernetes.admin().rbac().clusterRoles().withName("aerie-operator");
  }
}
