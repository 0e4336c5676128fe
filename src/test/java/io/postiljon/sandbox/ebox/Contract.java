package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.sandbox.parts.OpenApiFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations of {@code ebox-openapi.yaml}. What it does not name is no operation. */
final class Contract {
    static final OpenApiFile FILE = OpenApiFile.read("/ebox-openapi.yaml");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final List<ContractOperation> OPERATIONS = operations();

    private Contract() {}

    /** A slash at the end of a path is the same operation, as the official examples have one. */
    static Optional<ContractOperation> operation(String method, String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return OPERATIONS.stream().filter(operation -> operation.is(method, bare)).findFirst();
    }

    private static List<ContractOperation> operations() {
        List<ContractOperation> all = new ArrayList<>();
        for (var path : FILE.paths().properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    JsonNode definition = operation.getValue();
                    all.add(ContractOperation.of(operation.getKey(), path.getKey(), definition));
                }
            }
        }
        return List.copyOf(all);
    }
}
