package dev.aerie.cli.api;

import dev.aerie.cli.CliException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/**
 * What has come of a call so far. Immutable.
 *
 * @param answer the last one; empty if the last try had none
 * @param tries how often it was sent
 * @param invitesAnother whether the next try may do better
 * @param unsure whether a try may have taken effect without that anybody was told
 */
record Outcome(
    HttpRequest request,
    Optional<HttpResponse<String>> answer,
    int tries,
    boolean invitesAnother,
    boolean unsure) {
  private static final Set<Integer> FROM_BETWEEN = Set.of(502, 504);

  /** Of a call that was not sent yet. */
  Outcome(HttpRequest request) {
    this(request, Optional.empty(), 0, true, false);
  }

  Outcome answered(HttpResponse<String> now) {
    int status = now.statusCode();
    return next(Optional.of(now), Retries.invitesAnother(status), FROM_BETWEEN.contains(status));
  }

  Outcome failed(IOException failure) {
    boolean arrived =
        !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
    return next(Optional.empty(), Retries.invitesAnother(failure), arrived);
  }

  private Outcome next(
      Optional<HttpResponse<String>> now, boolean another, boolean mayHaveTakenEffect) {
    boolean changes = !request.method().equals("GET");
    return new Outcome(request, now, tries + 1, another, unsure || (changes && mayHaveTakenEffect));
  }

  /**
   * The answer, whatever its status.
   *
   * @throws CliException when there is none
   */
  HttpResponse<String> orThrow() {
    return answer.orElseThrow(() -> new CliException(story() + advice()));
  }

  /** What the last try met with. */
  String story() {
    return "%s://%s %s."
        .formatted(
            request.uri().getScheme(),
            request.uri().getAuthority(),
            answer.map(one -> "answers " + one.statusCode()).orElse("does not answer"));
  }

  /** What to do about a call that was given up; begins with a space. */
  String advice() {
    String asked = header("Retry-After").map(" Retry-After: %s."::formatted).orElse("");
    String tried = asked + (tries == 1 ? "" : " Given up after %d tries.".formatted(tries));
    if (unsure) {
      return tried + " It may have done what you asked all the same: look before you try again.";
    }
    return answer.isPresent()
        ? tried
        : tried + " See that it runs and can be reached, then try again.";
  }

  Optional<String> header(String name) {
    return answer.flatMap(one -> one.headers().firstValue(name));
  }
}
