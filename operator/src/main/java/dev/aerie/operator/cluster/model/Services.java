package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;

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
    return new ServiceBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withNewSpec()
        .withType(blueprint.spec().access().exposure().serviceType())
        .withSelector(blueprint.selector())
        .withPorts(port(DataPlane.CLIENT_PORT_NAME, DataPlane.CLIENT_PORT))
        .endSpec()
        .build();
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
