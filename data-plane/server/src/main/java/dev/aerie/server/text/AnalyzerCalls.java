package dev.aerie.server.text;

import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.text.Analyzers;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.text.TextAnalyzer;
import dev.aerie.engine.text.Token;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AnalyzerResult;
import io.milvus.grpc.AnalyzerToken;
import io.milvus.grpc.RunAnalyzerRequest;
import io.milvus.grpc.RunAnalyzerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows how an analyzer splits texts. */
@ApplicationScoped
public class AnalyzerCalls implements Calls {
  private final Engine engine;

  AnalyzerCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(Call.lookUp("RunAnalyzer", this::run));
  }

  private RunAnalyzerResponse run(RunAnalyzerRequest request) {
    if (request.getWithHash()) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED, "RunAnalyzer with_hash is not supported by this server");
    }
    TextAnalyzer.Splitter splitter = analyzer(request).open();
    RunAnalyzerResponse.Builder answer = RunAnalyzerResponse.newBuilder().setStatus(Statuses.ok());
    request
        .getPlaceholderList()
        .forEach(
            bytes -> {
              String text = bytes.toStringUtf8();
              AnalyzerResult.Builder result = AnalyzerResult.newBuilder();
              for (Token token : splitter.tokens(text)) {
                result.addTokens(token(text, token, request.getWithDetail()));
              }
              answer.addResults(result);
            });
    return answer.build();
  }

  private TextAnalyzer analyzer(RunAnalyzerRequest request) {
    return request.getFieldName().isEmpty()
        ? Analyzers.of(request.getAnalyzerParams())
        : MatchFields.analyzer(
            engine
                .definitions()
                .collection(Databases.of(request.getDbName()), request.getCollectionName())
                .schema()
                .field(request.getFieldName()));
  }

  private static AnalyzerToken token(String text, Token token, boolean withDetail) {
    AnalyzerToken.Builder wire = AnalyzerToken.newBuilder().setToken(token.term());
    if (withDetail) {
      wire.setStartOffset(bytes(text, token.start()))
          .setEndOffset(bytes(text, token.end()))
          .setPosition(token.position())
          .setPositionLength(1);
    }
    return wire.build();
  }

  /** Clients count in bytes. */
  private static int bytes(String text, int characters) {
    return text.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
  }
}
