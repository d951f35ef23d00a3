package dev.aerie.operator.cluster.observation;

import static dev.aerie.operator.cluster.observation.Fields.condition;
import static dev.aerie.operator.cluster.observation.Fields.list;
import static dev.aerie.operator.cluster.observation.Fields.map;
import static dev.aerie.operator.cluster.observation.Fields.number;
import static dev.aerie.operator.cluster.observation.Fields.text;

import dev.aerie.crds.GatewayRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Gateway and its controller say of a route. */
public final class RouteState {

  /** What must hold of a route before calls come through. */
  private static final List<String> NEEDED = List.of("Accepted", "ResolvedRefs");

  private RouteState() {}

  /** Whether the Gateway's controller has said anything of the route. */
  public static boolean isAnswered(GenericKubernetesResource route) {
    return !parents(route).isEmpty();
  }

  /** Why calls do not come through; empty: they do, or nobody has said anything yet. */
  public static Optional<String> refusal(GenericKubernetesResource route) {
    return parents(route).stream()
        .flatMap(parent -> NEEDED.stream().flatMap(type -> condition(parent, type).stream()))
        .filter(condition -> !Fields.holds(condition))
        .map(Fields::said)
        .findFirst();
  }

  /**
   * The URL at which a Gateway's listener is reached by a name; empty: there is no listener that
   * fits.
   *
   * @param encrypted whether the cluster itself speaks TLS, which the Gateway must pass through
   */
  public static Optional<String> url(
      GenericKubernetesResource gateway, GatewayRef ref, String hostname, boolean encrypted) {
    List<String> protocols = encrypted ? List.of("TLS") : List.of("HTTPS", "HTTP");
    return protocols.stream()
        .flatMap(protocol -> listeners(gateway, ref, protocol))
        .findFirst()
        .map(
            listener ->
                "%s://%s:%d"
                    .formatted(
                        "HTTP".equals(listener.get("protocol")) ? "http" : "https",
                        hostname,
                        number(listener.get("port"))));
  }

  private static Stream<? extends Map<?, ?>> listeners(
      GenericKubernetesResource gateway, GatewayRef ref, String protocol) {
    return list(map(gateway.getAdditionalProperties().get("spec")).get("listeners")).stream()
        .filter(listener -> protocol.equals(listener.get("protocol")))
        .filter(
            listener ->
                ref.sectionName().isEmpty()
                    || ref.sectionName().equals(text(listener.get("name"), "")));
  }

  private static List<? extends Map<?, ?>> parents(GenericKubernetesResource route) {
    return list(map(route.getAdditionalProperties().get("status")).get("parents"));
  }
}
