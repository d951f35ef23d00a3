package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Access;
import dev.aerie.crds.Exposure;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.Map;

/** How a cluster is found: by its pods among themselves, and by clients. */
final class Services {

  private Services() {}

  /** Gives each pod a name; a pod that is not ready yet must be reachable by the others too. */
  static Service ofPods(Blueprint blueprint) {
    return new ServiceBuilder()
        .withMetadata(blueprint.metadata(Names.pods(blueprint.name())))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(blueprint.selector())
        .withPorts(
            port(DataPlane.CLIENT_PORT_NAME, DataPlane.CLIENT_PORT),
            port(DataPlane.MANAGEMENT_PORT_NAME, DataPlane.MANAGEMENT_PORT))
        .endSpec()
        .build();
  }

  /** Where clients go. */
  static Service ofClients(Blueprint blueprint) {
    Access access = blueprint.spec().access();
    Service service =
        new ServiceBuilder()
            .withMetadata(Attachments.marked(blueprint, blueprint.metadata(blueprint.name())))
            .withNewSpec()
            .withType(access.exposure().serviceType())
            .withSelector(answering(blueprint))
            .withPorts(port(DataPlane.CLIENT_PORT_NAME, DataPlane.CLIENT_PORT))
            .endSpec()
            .build();
    if (!access.allowedCidrs().isEmpty()) {
      narrow(service.getSpec(), access);
    }
    return service;
  }

  private static Map<String, String> answering(Blueprint blueprint) {
    return blueprint.cluster().idle().state().isAnsweredByActivator()
        ? Activator.selector(blueprint.name())
        : blueprint.selector();
  }

  /** Nodes must not put their own address in place of the client's, or it could not be judged. */
  private static void narrow(ServiceSpec service, Access access) {
    if (!access.exposure().serviceType().equals("ClusterIP")) {
      service.setExternalTrafficPolicy("Local");
    }
    if (access.exposure() == Exposure.LOAD_BALANCER) {
      service.setLoadBalancerSourceRanges(access.allowedCidrs());
    }
  }

  private static ServicePort port(String name, int number) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(number)
        .withProtocol("TCP")
        .withNewTargetPort(name)
        .build();
  }
}
