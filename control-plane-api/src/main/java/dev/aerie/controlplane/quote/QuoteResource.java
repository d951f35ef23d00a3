package dev.aerie.controlplane.quote;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.KeyServiceAddresses;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What something would cost, before it is done. */
@Path("/v1/quotes")
@Tag(name = "Costs", description = "What was used, and what an action would cost.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class QuoteResource {
  private final Exchange exchange;
  private final QuoteService quotes;
  private final KeyServiceAddresses keyServices;

  QuoteResource(Exchange exchange, QuoteService quotes, KeyServiceAddresses keyServices) {
    this.exchange = exchange;
    this.keyServices = keyServices;
    this.quotes = quotes;
  }

  @POST
  @Needs(Permission.CLUSTER_READ)
  @Refuses({
    Code.BACKUP_NOT_READY,
    Code.CLUSTER_STATE,
    Code.DELETION_PROTECTED,
    Code.DESTINATION_REFUSED,
    Code.NAME_TAKEN,
    Code.NOT_SUPPORTED_BY_ENGINE,
    Code.NOT_SUPPORTED_BY_REGION,
    Code.NO_PRICES,
    Code.QUOTA_EXCEEDED,
    Code.REGION_DRAINING,
    Code.REGION_UNAVAILABLE,
    Code.UNKNOWN_CLASS,
    Code.UNKNOWN_REGION,
    Code.UNKNOWN_VERSION
  })
  @Operation(
      summary = "Quote an action",
      description =
          "Tells what an action would cost; refused where the action would be. "
              + "Nothing is changed. A cluster from a backup needs `BACKUP_READ` as well.")
  @APIResponseSchema(value = Quote.class, responseCode = "200")
  public Response quote(QuoteRequest body) {
    body.create()
        .filter(_ -> body.action().filter(QuoteRequest.Action.CREATE::equals).isPresent())
        .ifPresent(wanted -> keyServices.admit(exchange, wanted));
    return exchange.post(body, sql -> Answer.ok(quotes.quote(sql, body)));
  }
}
