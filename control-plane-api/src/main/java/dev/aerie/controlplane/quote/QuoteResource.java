package dev.aerie.controlplane.quote;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What something would cost, before it is done. */
@Path("/v1/quotes")
@RunOnVirtualThread
public class QuoteResource {
  private final Exchange exchange;
  private final QuoteService quotes;

  QuoteResource(Exchange exchange, QuoteService quotes) {
    this.exchange = exchange;
    this.quotes = quotes;
  }

  /** Tells what an action would cost; refused where the action would be. Nothing is changed. */
  @POST
  @Needs(Permission.CLUSTER_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Quote.class)))
  public Response quote(QuoteRequest body) {
    return exchange.post(body, sql -> Answer.ok(quotes.quote(sql, body)));
  }
}
