package dev.aerie.server.definition;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.aerie.engine.Engine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import dev.aerie.server.codec.Schemas;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.AlterCollectionFieldRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Changing the fields of collections. */
@ApplicationScoped
public class FieldCalls implements Calls {
  private final Engine engine;

  FieldCalls(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(
        Call.define("AddCollectionField", this::add),
        Call.define("AlterCollectionField", this::alter));
  }

  private Status add(AddCollectionFieldRequest request) {
    engine
        .definitions()
        .addField(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            Schemas.fieldFromWire(schema(request)));
    return Statuses.ok();
  }

  private static FieldSchema schema(AddCollectionFieldRequest request) {
    try {
      return FieldSchema.parseFrom(request.getSchema());
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException(
          ErrorCode.INVALID_SCHEMA, "the field can't be read: " + e.getMessage(), e);
    }
  }

  private Status alter(AlterCollectionFieldRequest request) {
    engine
        .definitions()
        .alterField(
            Databases.of(request.getDbName()),
            request.getCollectionName(),
            request.getFieldName(),
            Pairs.toMap(request.getPropertiesList()),
            List.copyOf(request.getDeleteKeysList()));
    return Statuses.ok();
  }
}
