package dev.aerie.server.rest;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.HashMap;
import java.util.Map;

/** REST v2: every call is a POST with a JSON body. */
@Path("/v2/vectordb")
@RunOnVirtualThread
public class RestResource {
  private final Map<String, Route> routes = new HashMap<>();

  RestResource(Instance<Routes> subjects) {
    subjects.forEach(subject -> routes.putAll(subject.routes()));
  }

  @POST
  @Path("{call:.+}")
  public Answer answer(
      @PathParam("call") String call,
      @HeaderParam("DB-Name") @DefaultValue("") String database,
      String text) {
    Route route = routes.get(call);
    if (route == null) {
      throw new NotFoundException(call);
    }
    return route.answer(Body.of(text, database));
  }
}
