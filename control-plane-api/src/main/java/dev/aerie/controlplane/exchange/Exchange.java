package dev.aerie.controlplane.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One request of {@code /v1}: its transaction and its answer. */
@RequestScoped
public class Exchange {
  private final Database database;
  private final Caller caller;
  private final IdempotencyStore replays;
  private final ObjectMapper json;
  private final HttpHeaders headers;
  private final UriInfo uri;

  Exchange(
      Database database,
      Caller caller,
      IdempotencyStore replays,
      ObjectMapper json,
      HttpHeaders headers,
      UriInfo uri) {
    this.database = database;
    this.caller = caller;
    this.replays = replays;
    this.json = json;
    this.headers = headers;
    this.uri = uri;
  }

  /** Reads what the caller may see. */
  public <T> T read(Function<Sql, T> work) {
    return database.read(caller.scope(), work);
  }

  /** Works in a transaction that sees what the caller may. */
  public <T> T transact(Function<Sql, T> work) {
    return database.transaction(caller.scope(), work);
  }

  /** Reads one resource and answers it with its ETag. */
  public Response show(Function<Sql, Object> work) {
    return response(written(Answer.ok(read(work))));
  }

  /** Changes something and answers. */
  public Response change(Function<Sql, Answer> work) {
    return response(written(transact(work)));
  }

  /** Removes something; answers 204. */
  public Response remove(Function<Sql, ?> work) {
    transact(work);
    return Response.noContent().build();
  }

  /**
   * Answers a POST; with an Idempotency-Key its effect happens once and its answer is repeated, one
   * with a secret to whoever may still make such a thing.
   */
  public Response post(Object body, Function<Sql, Answer> work) {
    return Optional.ofNullable(headers.getHeaderString("Idempotency-Key"))
        .map(key -> response(transact(sql -> once(sql, key, body, work))))
        .orElseGet(() -> change(work));
  }

  private WrittenAnswer once(Sql sql, String key, Object body, Function<Sql, Answer> work) {
    String request = uri.getPath() + "\n" + text(body);
    WrittenAnswer answer =
        replays.once(sql, caller.principal().id(), key, request, () -> written(work.apply(sql)));
    answer.asked().forEach(caller::askAgain);
    return answer;
  }

  private WrittenAnswer written(Answer answer) {
    return new WrittenAnswer(
        answer.status(),
        text(answer.body()),
        answer.etag(),
        answer.location(),
        answer.body() instanceof ShownOnce ? caller.asked() : List.of());
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer is not JSON", impossible);
    }
  }

  private static Response response(WrittenAnswer answer) {
    var response =
        Response.status(answer.status()).type(MediaType.APPLICATION_JSON).entity(answer.body());
    answer.etag().ifPresent(tag -> response.header(HttpHeaders.ETAG, tag));
    answer.location().ifPresent(place -> response.header(HttpHeaders.LOCATION, place));
    return response.build();
  }
}
