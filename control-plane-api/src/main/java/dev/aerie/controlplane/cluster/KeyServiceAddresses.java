package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.cluster.option.Encryption;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.outbound.OutboundException;
import dev.aerie.controlplane.outbound.OutboundHttp;
import dev.aerie.controlplane.outbound.OutboundUrl;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.project.Project;
import dev.aerie.controlplane.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Where the key services of clusters may be. In a managed region the pods stand in the platform's
 * network: what customers have them ask must be on the public Internet, as with every address of
 * theirs ({@link OutboundHttp}). A region of their own is their own network. Safe for use by many
 * threads.
 */
@ApplicationScoped
public class KeyServiceAddresses {
  private final OutboundHttp http;
  private final Placement placement;
  private final ProjectService projects;
  private final Clock clock;

  KeyServiceAddresses(
      OutboundHttp http, Placement placement, ProjectService projects, Clock clock) {
    this.http = http;
    this.placement = placement;
    this.projects = projects;
    this.clock = clock;
  }

  /**
   * Looks at where a new cluster's key service is, before there is a transaction: DNS may take its
   * time.
   *
   * @throws Problem 404 or 403 when the caller may not, 400 when it must not be there
   */
  public void admit(Exchange exchange, NewCluster body) {
    Map<String, String> addresses =
        body.encryption().map(Encryption::foreignAddresses).orElse(Map.of());
    if (!addresses.isEmpty() && exchange.read(sql -> isManaged(sql, body))) {
      addresses.forEach(this::check);
    }
  }

  private boolean isManaged(Sql sql, NewCluster body) {
    body.check(clock.instant());
    Project project = projects.get(sql, body.projectId().orElseThrow());
    return placement.isManaged(sql, body.region().orElseThrow(), project.organizationId());
  }

  private void check(String field, String url) {
    try {
      http.check(OutboundUrl.parse(url));
    } catch (OutboundException refused) {
      throw new Problem(
          Code.DESTINATION_REFUSED,
          "The key service of a cluster in a managed region must be on the public Internet, by https. "
              + refused.getMessage(),
          List.of(new FieldProblem(field, refused.getMessage())));
    }
  }
}
