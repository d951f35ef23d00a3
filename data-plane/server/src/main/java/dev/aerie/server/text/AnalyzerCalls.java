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
import java.util.List;
import java.util.Optional;

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
              Optional<int[]> before =
                  request.getWithDetail() ? Optional.of(bytesBefore(text)) : Optional.empty();
              AnalyzerResult.Builder result = AnalyzerResult.newBuilder();
              for (Token token : splitter.tokens(text)) {
                result.addTokens(token(token, before));
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

  private static AnalyzerToken token(Token token, Optional<int[]> bytes) {
    AnalyzerToken.Builder wire = AnalyzerToken.newBuilder().setToken(token.term());
    bytes.ifPresent(
        before ->
            wire.setStartOffset(before[token.start()])
                .setEndOffset(before[token.end()])
                .setPosition(token.position())
                .setPositionLength(1));
    return wire.build();
  }

  /**
   * How many bytes of UTF-8 stand before each character, and at the end: clients count in those.
   */
  private static int[] bytesBefore(String text) {
    int[] before = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      before[i + 1] = before[i] + (c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
    }
    return before;
  }
}
