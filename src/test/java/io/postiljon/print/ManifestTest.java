package io.postiljon.print;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** That the supplier reads what we write is shown by PrintIT: the simulator has a JSON schema of its own. */
class ManifestTest {
    static Stream<Arguments> members() {
        return Stream.of(
                arguments(Manifest.class, "formatVersion batchId orderFile part parts environment createdAt cutOffAt requestedHandOverDate"
                        + " sender supplier printClass resendOf totals pieces"),
                arguments(Manifest.Sender.class, "orgCode name"),
                arguments(Manifest.Supplier.class, "code contractRef"),
                arguments(Manifest.PrintClassOf.class, "product priority registered colour duplex envelope international"),
                arguments(Manifest.Totals.class, "pieces documents pages sheets bytes hashTotal"),
                arguments(Manifest.Piece.class, "pieceId seq parcelRef customer product print recipient returnAddress documents pages sheets purgeAfterDays"),
                arguments(Manifest.Customer.class, "orgCode profile documentType purchaseOrderRef"),
                arguments(Manifest.Product.class, "registered returnReceipt rp priority"),
                arguments(Manifest.Print.class, "duplex colour envelope addressSource inserts"),
                arguments(Manifest.Address.class, "lines structured"),
                arguments(Manifest.Structured.class, "name org dispatch street houseNo box postcode town countryIso2"),
                arguments(Manifest.ReturnAddress.class, "lines countryIso2"),
                arguments(Manifest.Document.class, "order file sha256 bytes pages startOnNewSheet role"));
    }

    @ParameterizedTest
    @MethodSource("members")
    void the_members_and_their_order_are_those_of_the_format(Class<?> part, String members) {
        assertThat(Arrays.stream(part.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.joining(" "))).isEqualTo(members);
    }
}
