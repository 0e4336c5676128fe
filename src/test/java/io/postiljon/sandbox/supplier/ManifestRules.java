package io.postiljon.sandbox.supplier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.postiljon.sandbox.supplier.Manifest.Role;

/**
 * Reads a manifest and checks all that can be checked without the documents: schema, contract, limits, numbering, totals.
 * Details name the place in the manifest, never its value.
 */
final class ManifestRules {

    private static final int SHOWN_FAULTS = 20;
    private static final int COVER_SHEETS = 1;
    private static final int INFORMATION_SHEETS = 2;

    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private final JsonSchema schema = schema();
    private final SupplierContract contract;

    ManifestRules(SupplierContract contract) {
        this.contract = contract;
    }

    Manifest read(byte[] manifest, OrderFileName name, OrderSighting sighting) throws OrderRefused {
        JsonNode tree = parsed(manifest);
        sighting.sawBatchId(tree.path("batchId").asText());
        Set<ValidationMessage> messages = schema.validate(tree);
        if (!messages.isEmpty()) {
            throw new OrderRefused(messages.stream().limit(SHOWN_FAULTS).map(ManifestRules::schemaFault).toList());
        }
        Manifest read = json.convertValue(tree, Manifest.class);
        requireContract(read, name);
        requireLimits(read);
        requireForm(read, name);
        requireTotals(read);
        return read;
    }

    private JsonNode parsed(byte[] manifest) throws OrderRefused {
        try {
            return json.readTree(manifest);
        } catch (IOException malformed) {
            throw new OrderRefused(OrderFault.Code.MANIFEST_SCHEMA, "manifest.json is not well-formed JSON with unique members");
        }
    }

    private void requireContract(Manifest manifest, OrderFileName name) throws OrderRefused {
        if (!manifest.supplier().code().equals(contract.supplierCode()) || !manifest.supplier().contractRef().equals(contract.contractRef())) {
            throw new OrderRefused(OrderFault.Code.CONTRACT_UNKNOWN, "supplier.code and supplier.contractRef are not agreed");
        }
        if (!name.sender().equals(contract.senderCode()) || !manifest.sender().orgCode().equals(contract.senderCode())) {
            throw new OrderRefused(OrderFault.Code.CONTRACT_UNKNOWN, "the sender is not agreed");
        }
        if (!name.environment().equals(contract.environment()) || !manifest.environment().equals(contract.environment())) {
            throw new OrderRefused(OrderFault.Code.CONTRACT_UNKNOWN, "the environment is not agreed");
        }
    }

    private void requireLimits(Manifest manifest) throws OrderRefused {
        SupplierContract.Limits limits = contract.limits();
        List<OrderFault> faults = new ArrayList<>();
        if (manifest.pieces().size() > limits.pieces()) {
            faults.add(new OrderFault(OrderFault.Code.LIMIT_EXCEEDED, "more than " + limits.pieces() + " pieces"));
        }
        if (manifest.documents().mapToLong(Manifest.Document::bytes).sum() > limits.zipBytes()) {
            faults.add(new OrderFault(OrderFault.Code.LIMIT_EXCEEDED, "more than " + limits.zipBytes() + " bytes of documents"));
        }
        for (int i = 0; i < manifest.pieces().size(); i++) {
            Manifest.Piece piece = manifest.pieces().get(i);
            if (piece.documents().stream().mapToLong(Manifest.Document::bytes).sum() > limits.pieceBytes()) {
                faults.add(new OrderFault(OrderFault.Code.LIMIT_EXCEEDED, place(i) + " has more than " + limits.pieceBytes() + " bytes"));
            }
            if (count(piece, Role.MAIN) + count(piece, Role.ANNEX) > limits.documents() || count(piece, Role.COVER) > COVER_SHEETS
                    || count(piece, Role.INFO) > INFORMATION_SHEETS) {
                faults.add(new OrderFault(OrderFault.Code.LIMIT_EXCEEDED, place(i) + " has too many documents"));
            }
        }
        refuseIfAny(faults);
    }

    private void requireForm(Manifest manifest, OrderFileName name) throws OrderRefused {
        List<OrderFault> faults = new ArrayList<>();
        require(manifest.orderFile().equals(name.toString()), "orderFile is not the name of the order", faults);
        require(manifest.part() <= manifest.parts() && (manifest.parts() == 1 ? "" : "." + manifest.part() + "-" + manifest.parts())
                .equals(name.part().replaceAll("(?<=[.-])0+(?=[1-9])", "")), "part and parts differ from the name of the order", faults);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < manifest.pieces().size(); i++) {
            Manifest.Piece piece = manifest.pieces().get(i);
            require(piece.seq() == i + 1, "/pieces/" + i + "/seq is not " + (i + 1), faults);
            require(ids.add(piece.pieceId()), "/pieces/" + i + "/pieceId occurs twice", faults);
            String place = place(i);
            requireDocuments(piece, place, faults);
            RecipientIdentifiers.findIn(piece).ifPresent(where -> faults.add(new OrderFault(OrderFault.Code.MANIFEST_SCHEMA,
                    place + where + " holds an INSZ or a KBO number")));
        }
        refuseIfAny(faults);
    }

    private static void requireDocuments(Manifest.Piece piece, String place, List<OrderFault> faults) {
        List<Manifest.Document> documents = piece.documents();
        int first = documents.get(0).order();
        require(first <= 1, place + "/documents starts at order 0 or 1", faults);
        for (int i = 0; i < documents.size(); i++) {
            Manifest.Document document = documents.get(i);
            require(document.order() == first + i, place + "/documents/" + i + "/order is not " + (first + i), faults);
            require(document.file().equals("docs/" + piece.pieceId() + "_" + document.order() + ".pdf"),
                    place + "/documents/" + i + "/file is not docs/<pieceId>_<order>.pdf", faults);
            require(i == 0 || document.role() != Role.COVER, place + "/documents/" + i + "/role: a cover comes first", faults);
        }
        require(count(piece, Role.MAIN) == 1, place + "/documents has not exactly one MAIN", faults);
        require(piece.print().addressSource().equals("COVER") == (documents.get(0).role() == Role.COVER),
                place + "/print/addressSource does not fit the first document", faults);
    }

    private static void requireTotals(Manifest manifest) throws OrderRefused {
        List<OrderFault> faults = new ArrayList<>();
        for (int i = 0; i < manifest.pieces().size(); i++) {
            Manifest.Piece piece = manifest.pieces().get(i);
            long pages = piece.documents().stream().mapToLong(Manifest.Document::pages).sum();
            long sheets = piece.documents().stream().mapToLong(document -> document.sheets(piece.print().duplex())).sum();
            total("pages of " + place(i), piece.pages(), pages, faults);
            total("sheets of " + place(i), piece.sheets(), sheets, faults);
        }
        Manifest.Totals stated = manifest.totals();
        total("pieces", stated.pieces(), manifest.pieces().size(), faults);
        total("documents", stated.documents(), manifest.documents().count(), faults);
        total("pages", stated.pages(), manifest.documents().mapToLong(Manifest.Document::pages).sum(), faults);
        total("sheets", stated.sheets(), manifest.pieces().stream().mapToLong(Manifest.Piece::sheets).sum(), faults);
        total("bytes", stated.bytes(), manifest.documents().mapToLong(Manifest.Document::bytes).sum(), faults);
        if (!stated.hashTotal().equals(Sha256Hex.ofText(manifest.documents().map(Manifest.Document::sha256).toList()))) {
            faults.add(new OrderFault(OrderFault.Code.TOTALS_MISMATCH, "hashTotal is not the digest of the documents' digests"));
        }
        refuseIfAny(faults);
    }

    private static void total(String what, long stated, long counted, List<OrderFault> faults) {
        if (stated != counted) {
            faults.add(new OrderFault(OrderFault.Code.TOTALS_MISMATCH, what + ": stated " + stated + ", counted " + counted));
        }
    }

    private static void require(boolean holds, String detail, List<OrderFault> faults) {
        if (!holds) {
            faults.add(new OrderFault(OrderFault.Code.MANIFEST_SCHEMA, detail));
        }
    }

    private static void refuseIfAny(List<OrderFault> faults) throws OrderRefused {
        if (!faults.isEmpty()) {
            throw new OrderRefused(faults.stream().limit(SHOWN_FAULTS).toList());
        }
    }

    private static long count(Manifest.Piece piece, Role role) {
        return piece.documents().stream().filter(document -> document.role() == role).count();
    }

    private static String place(int index) {
        return "/pieces/" + index;
    }

    /** Place and keyword only: the library's own text may quote the value. */
    private static OrderFault schemaFault(ValidationMessage message) {
        String member = Optional.ofNullable(message.getProperty()).map(name -> " " + name.replaceAll("[^A-Za-z0-9]", "?")).orElse("");
        return new OrderFault(OrderFault.Code.MANIFEST_SCHEMA, message.getInstanceLocation() + " " + message.getType() + member);
    }

    private static JsonSchema schema() {
        try (InputStream source = ManifestRules.class.getResourceAsStream("/pbx/manifest.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(source,
                    SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).pathType(PathType.JSON_POINTER).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
