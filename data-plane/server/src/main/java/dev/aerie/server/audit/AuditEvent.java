package dev.aerie.server.audit;

import java.time.Instant;
import java.util.Map;

/**
 * A call that was answered.
 *
 * @param at when it came
 * @param caller id of an API key, name of a user, or who else
 * @param call as in the service definition
 * @param write whether the call changes something
 * @param database empty where the call is about none
 * @param collection empty where the call is about none; several with commas between
 * @param others what else the call is about, such as a user or a role, by its kind
 * @param code Milvus's code of the answer; 0 when all went well
 * @param micros how long it took
 */
public record AuditEvent(
    Instant at,
    String caller,
    String call,
    boolean write,
    String database,
    String collection,
    Map<String, String> others,
    int code,
    String traceId,
    String remoteAddress,
    long micros) {}
