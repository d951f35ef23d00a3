package dev.aerie.server.keyuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tells at the management port how keys were used: ids and numbers, nothing that opens. */
@ApplicationScoped
public class KeyUsePage {
  private static final String PATH = "/q/key-uses";

  private final KeyUses uses;
  private final ObjectMapper json;

  KeyUsePage(KeyUses uses, ObjectMapper json) {
    this.uses = uses;
    this.json = json;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get(PATH).handler(this::answer);
  }

  private void answer(RoutingContext call) {
    try {
      call.response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(json.writeValueAsString(uses.counts()));
    } catch (JsonProcessingException e) {
      call.fail(e);
    }
  }
}
