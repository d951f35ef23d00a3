package dev.aerie.controlplane.description;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.refusal.ProblemBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes what endpoints refuse: all the same things, and some more. */
final class RefusalDescriptions {
  private static final String PROBLEM = "Problem";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final List<Code> ALWAYS =
      List.of(
          Code.INVALID_REQUEST,
          Code.UNAUTHENTICATED,
          Code.FORBIDDEN,
          Code.ADDRESS_NOT_ALLOWED,
          Code.SSO_REQUIRED,
          Code.SSO_CONNECTION_GONE,
          Code.SSO_FOREIGN_ADDRESS,
          Code.SSO_SESSION_REPLACED,
          Code.SSO_NO_ROLE,
          Code.NOT_FOUND,
          Code.NOT_ACCEPTABLE,
          Code.RATE_LIMITED,
          Code.TOO_MANY_ATTEMPTS,
          Code.IDENTITY_PROVIDER_UNAVAILABLE);

  private static final List<Code> CHANGING =
      List.of(Code.CSRF, Code.REQUEST_ENTITY_TOO_LARGE, Code.UNSUPPORTED_MEDIA_TYPE);
  private static final List<Code> WITH_BODY = List.of(Code.MALFORMED_JSON, Code.UNKNOWN_FIELD);
  private static final List<Code> CONDITIONAL =
      List.of(Code.PRECONDITION_FAILED, Code.PRECONDITION_REQUIRED);

  private final Components components;

  RefusalDescriptions(Components components) {
    this.components = components;
    components.addSchema(PROBLEM, problem());
  }

  void addTo(PathItem.HttpMethod method, Operation operation, List<Code> own) {
    var codes = new ArrayList<>(ALWAYS);
    if (method != PathItem.HttpMethod.GET) {
      codes.addAll(CHANGING);
    }
    if (method == PathItem.HttpMethod.POST) {
      codes.add(Code.IDEMPOTENCY_KEY_REUSED);
      codes.add(Code.IDEMPOTENT_ANSWER_UNREADABLE);
    }
    if (method == PathItem.HttpMethod.PATCH) {
      codes.addAll(CONDITIONAL);
    }
    if (operation.getRequestBody() != null) {
      codes.addAll(WITH_BODY);
    }
    codes.addAll(own);
    codes.stream()
        .sorted()
        .collect(Collectors.groupingBy(Code::status, TreeMap::new, Collectors.toList()))
        .forEach(
            (status, of) ->
                operation
                    .getResponses()
                    .addAPIResponse(
                        Integer.toString(status),
                        of.stream().anyMatch(own::contains) ? response(of) : shared(of)));
  }

  /** A reference to the description of the same refusals of other endpoints. */
  private APIResponse shared(List<Code> codes) {
    String name = camelCase(codes.getFirst()) + suffix(codes);
    if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
      components.addResponse(name, response(codes));
    }
    return OASFactory.createAPIResponse().ref(name);
  }

  private static String camelCase(Code code) {
    return Arrays.stream(code.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String suffix(List<Code> codes) {
    if (codes.contains(Code.CSRF)) {
      return "OrCsrf";
    }
    return codes.contains(Code.MALFORMED_JSON) ? "OrBody" : "";
  }

  private APIResponse response(List<Code> codes) {
    MediaType body = OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM));
    codes.forEach(code -> body.addExample(code.text(), OASFactory.createExample().ref(name(code))));
    return OASFactory.createAPIResponse()
        .description(
            codes.stream()
                .map(code -> "`%s`: %s".formatted(code.text(), code.meaning()))
                .collect(Collectors.joining("\n")))
        .content(OASFactory.createContent().addMediaType("application/problem+json", body));
  }

  private String name(Code code) {
    if (components.getExamples() == null || !components.getExamples().containsKey(code.name())) {
      components.addExample(
          code.name(), OASFactory.createExample().summary(code.meaning()).value(example(code)));
    }
    return code.name();
  }

  private static Map<String, Object> example(Code code) {
    List<FieldProblem> fields =
        code == Code.INVALID_REQUEST ? List.of(new FieldProblem("name", "is required")) : List.of();
    var body = ProblemBody.of(new Problem(code, code.meaning(), fields), "/v1/projects", TRACE);
    return new ObjectMapper().convertValue(body, new TypeReference<>() {});
  }

  private static Schema problem() {
    Schema field =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .addProperty("field", text("Path of the field."))
            .addProperty("message", text("What a right value is."))
            .required(List.of("field", "message"));
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("A refusal, RFC 9457.")
        .addProperty("type", text("urn:aerie:problem: and the code in lower case."))
        .addProperty("title", text("The status in words."))
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text("What happened and what to do next."))
        .addProperty("code", text("Stable, UPPER_SNAKE."))
        .addProperty("instance", text("The path that was asked for."))
        .addProperty("traceId", text("Tell it when asking for help."))
        .addProperty(
            "fields", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(field))
        .required(List.of("type", "title", "status", "detail", "code"));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
