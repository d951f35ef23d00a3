package dev.aerie.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.cli.kubernetes.Kubectl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What whoever applies the bundle must be allowed to: to make what is in it, and, since Kubernetes
 * lets nobody give rights that they do not have, everything that the agent is given.
 */
final class Permissions {

  private static final String CHECK = "permissions";
  private static final String SYSTEM = "aerie-system";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One verb on one kind of object; no namespace: everywhere. */
  private record Right(String namespace, String group, String resource, String verb) {

    /** A resource with a slash names a part of an object. */
    ObjectNode review() {
      String[] parts = resource.split("/", 2);
      ObjectNode attributes =
          JSON.createObjectNode().put("group", group).put("resource", parts[0]).put("verb", verb);
      if (parts.length > 1) {
        attributes.put("subresource", parts[1]);
      }
      if (!namespace.isEmpty()) {
        attributes.put("namespace", namespace);
      }
      ObjectNode review =
          JSON.createObjectNode()
              .put("apiVersion", "authorization.k8s.io/v1")
              .put("kind", "SelfSubjectAccessReview");
      review.putObject("spec").set("resourceAttributes", attributes);
      return review;
    }

    String text() {
      return "%s %s%s%s"
          .formatted(
              verb,
              resource,
              group.isEmpty() ? "" : "." + group,
              namespace.isEmpty() ? "" : " in " + namespace);
    }
  }

  private static final List<Right> TO_APPLY =
      List.of(
          new Right("", "apiextensions.k8s.io", "customresourcedefinitions", "create"),
          new Right("", "apiextensions.k8s.io", "customresourcedefinitions", "patch"),
          new Right("", "rbac.authorization.k8s.io", "clusterroles", "create"),
          new Right("", "rbac.authorization.k8s.io", "clusterrolebindings", "create"),
          new Right("", "", "namespaces", "create"),
          new Right(SYSTEM, "rbac.authorization.k8s.io", "roles", "create"),
          new Right(SYSTEM, "rbac.authorization.k8s.io", "rolebindings", "create"),
          new Right(SYSTEM, "", "serviceaccounts", "create"),
          new Right(SYSTEM, "", "secrets", "create"),
          new Right(SYSTEM, "", "persistentvolumeclaims", "create"),
          new Right(SYSTEM, "apps", "deployments", "create"),
          new Right("", "aerie.dev", "vectorclusterclasses", "create"));

  private final Kubectl kubectl;

  Permissions(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /** Asks the API server about each verb. */
  Finding check(List<JsonNode> roles) {
    Set<Right> needed = new LinkedHashSet<>(TO_APPLY);
    roles.forEach(role -> needed.addAll(rightsOf(role)));
    List<Right> rights = List.copyOf(needed);
    List<JsonNode> answers = kubectl.create(rights.stream().<JsonNode>map(Right::review).toList());
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < rights.size(); i++) {
      if (!answers.get(i).path("status").path("allowed").asBoolean()) {
        missing.add(rights.get(i).text());
      }
    }
    return missing.isEmpty()
        ? Finding.passed(CHECK, "All %d needed to apply the bundle.".formatted(rights.size()))
        : Finding.failed(
            CHECK,
            "%d of %d are missing: %s."
                .formatted(missing.size(), rights.size(), String.join(", ", missing)),
            "Have the bundle applied by somebody with the ClusterRole cluster-admin, or be given"
                + " these.");
  }

  private static List<Right> rightsOf(JsonNode role) {
    String namespace = role.path("metadata").path("namespace").asText();
    List<Right> rights = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      for (String group : texts(rule.path("apiGroups"))) {
        for (String resource : texts(rule.path("resources"))) {
          for (String verb : texts(rule.path("verbs"))) {
            rights.add(new Right(namespace, group, resource, verb));
          }
        }
      }
    }
    return rights;
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
