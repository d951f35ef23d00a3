package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.clusterlog.LogAnswer;
import dev.aerie.controlplane.clusterlog.LogRequestRepository;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes what agents found in logs that somebody waits for. */
@Path("/agent/v1/logs")
@Tag(name = "Agent")
@RunOnVirtualThread
public class AgentLogResource {
  private final AgentRegion region;
  private final Database database;
  private final LogRequestRepository requests;

  AgentLogResource(AgentRegion region, Database database, LogRequestRepository requests) {
    this.region = region;
    this.database = database;
    this.requests = requests;
  }

  @POST
  @Operation(
      summary = "Hand in logs that somebody waits for",
      description = "An answer that comes too late or twice is dropped.")
  @APIResponse(responseCode = "204", description = "It was taken.")
  public void answer(LogAnswer body) {
    body.check();
    database.transaction(
        Scope.region(region.name()),
        sql -> {
          requests.answer(sql, region.name(), body);
          return body;
        });
  }
}
