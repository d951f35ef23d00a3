package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Optional;
import java.util.function.Supplier;

/** Where clients reach a Service. */
final class Endpoint {

  private Endpoint() {}

  /** The URL, empty while there is none. */
  static String of(Service service, VectorCluster cluster, Supplier<String> nodeHost) {
    String scheme = cluster.tlsSecret().isEmpty() ? "http" : "https";
    return address(service, nodeHost).map(address -> scheme + "://" + address).orElse("");
  }

  private static Optional<String> address(Service service, Supplier<String> nodeHost) {
    ServicePort port = service.getSpec().getPorts().getFirst();
    return switch (service.getSpec().getType()) {
      case "NodePort" ->
          Optional.ofNullable(port.getNodePort()).flatMap(number -> at(nodeHost.get(), number));
      case "LoadBalancer" -> at(balancer(service), port.getPort());
      default ->
          at(
              "%s.%s.svc"
                  .formatted(service.getMetadata().getName(), service.getMetadata().getNamespace()),
              port.getPort());
    };
  }

  private static String balancer(Service service) {
    if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
      return "";
    }
    return service.getStatus().getLoadBalancer().getIngress().stream()
        .findFirst()
        .flatMap(Endpoint::host)
        .orElse("");
  }

  private static Optional<String> host(LoadBalancerIngress ingress) {
    return Optional.ofNullable(ingress.getHostname())
        .or(() -> Optional.ofNullable(ingress.getIp()));
  }

  private static Optional<String> at(String host, int port) {
    return host.isEmpty() ? Optional.empty() : Optional.of(host + ":" + port);
  }
}
