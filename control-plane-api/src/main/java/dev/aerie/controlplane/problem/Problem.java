package dev.aerie.controlplane.problem;

import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.identifier.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A refusal that callers see as RFC 9457 problem: a status, a stable code, and a sentence that says
 * what to do next.
 */
public class Problem extends RuntimeException {
  static final String MISSING = "is required";

  /** Seconds after which another replica may have been upgraded. */
  private static final long UPGRADE_STEP = 5;

  private final int status;
  private final String code;
  private final transient List<FieldProblem> fields;
  private final long retryAfter;

  private Problem(
      int status, String code, String detail, List<FieldProblem> fields, long retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = List.copyOf(fields);
    this.retryAfter = retryAfter;
  }

  /** A refusal with the fields it is about, if any. */
  public Problem(Code code, String detail, List<FieldProblem> fields) {
    this(code.status(), code.text(), detail, fields, 0);
  }

  /** A refusal that is not about single fields. */
  public Problem(Code code, String detail) {
    this(code, detail, List.of());
  }

  /** What the HTTP server refuses by itself, with the name of its status as code. */
  public static Problem ofHttp(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), 0);
  }

  /** 404: it is not there, or not for this caller to see. */
  public static Problem notFound(Kind kind, String id) {
    return new Problem(
        Code.NOT_FOUND,
        "There is no %s %s, or your credential does not reach it.".formatted(kind.noun(), id));
  }

  /** 400: one field is wrong. */
  public static Problem wrongField(String field, String message) {
    return wrongFields(List.of(new FieldProblem(field, message)));
  }

  /**
   * The value of a field that must be there.
   *
   * @throws Problem 400 when it is not
   */
  public static <T> T required(String field, Optional<T> value) {
    return value.orElseThrow(() -> wrongField(field, MISSING));
  }

  /** 400: these fields are wrong. */
  public static Problem wrongFields(List<FieldProblem> fields) {
    return new Problem(
        Code.INVALID_REQUEST, "Some fields are not valid; see fields for each.", fields);
  }

  /** 401: no credential, or one that does not hold. */
  public static Problem unauthenticated(String detail) {
    return new Problem(Code.UNAUTHENTICATED, detail);
  }

  /** 503: who calls cannot be found out now. */
  public static Problem identityProviderUnavailable() {
    return new Problem(
        Code.IDENTITY_PROVIDER_UNAVAILABLE,
        "The identity provider cannot be reached. Try again soon, or use an API key.");
  }

  /** 503: the answer kept for an Idempotency-Key is not one that this release has written. */
  public static Problem answerUnreadable() {
    return new Problem(
        Code.IDEMPOTENT_ANSWER_UNREADABLE.status(),
        Code.IDEMPOTENT_ANSWER_UNREADABLE.text(),
        "The first request with this Idempotency-Key has taken effect, and nothing was done again, but its answer was kept in a form that this release "
            + "of the control plane cannot read. While an upgrade is under way, send it again; else look at what there is, remove "
            + "what was made if you need its secret, and ask with a new key.",
        List.of(),
        UPGRADE_STEP);
  }

  /** 429: too often; try again after these seconds. */
  public static Problem tooMany(Code code, String detail, long retryAfter) {
    return new Problem(code.status(), code.text(), detail, List.of(), Math.max(1, retryAfter));
  }

  /** 409: the name is used by another one in the same place. */
  public static Problem nameTaken(String name) {
    return new Problem(
        Code.NAME_TAKEN,
        "The name %s is taken. Choose another one.".formatted(name),
        List.of(new FieldProblem("name", "is taken")));
  }

  /**
   * Writes something whose name must be free in its place.
   *
   * @throws Problem 409 when it is taken
   */
  public static void unlessTaken(String name, Runnable write) {
    try {
      write.run();
    } catch (DatabaseException refused) {
      throw refused.isUniqueViolation() ? nameTaken(name) : refused;
    }
  }

  /** Seconds after which to try again; 0 when that is not known. */
  public long retryAfter() {
    return retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code, UPPER_SNAKE. */
  public String code() {
    return code;
  }

  /** The fields it is about; empty when it is about the whole. */
  public List<FieldProblem> fields() {
    return fields;
  }
}
