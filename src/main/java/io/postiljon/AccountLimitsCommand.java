package io.postiljon;

import io.postiljon.access.AgreementFiles;
import io.postiljon.access.AgreementsRefused;
import io.postiljon.crypto.Thumbprints;
import io.postiljon.sending.Agreement;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code account-limits [folder]}: what each SFTP account may hold, one line for each, {@code user files megabytes}; for
 * {@code deploy/sftp/quotas}. Status 1 and no line when one agreement is wrong.
 */
@Command(name = "account-limits", mixinStandardHelpOptions = true,
        description = "Prints what each SFTP account may hold by its agreement: user, files, megabytes of 1,000,000 bytes. For deploy/sftp/quotas.")
final class AccountLimitsCommand implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(index = "0", defaultValue = "config/agencies", description = "folder of the agreements (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Override public Integer call() {
        List<Agreement> agreements;
        try {
            agreements = AgreementFiles.open(folder, Thumbprints::of, List.of(), List::of).all();
        } catch (AgreementsRefused wrong) {
            command.commandLine().getErr().println(wrong.getMessage());
            return 1;
        }
        PrintWriter out = command.commandLine().getOut();
        agreements.stream().filter(agreement -> agreement.sftp().isPresent()).sorted(Comparator.comparing(agreement -> agreement.code().value()))
                .forEach(agreement -> out.println(agreement.sftp().orElseThrow().user() + " " + agreement.limits().account().files() + " "
                        + agreement.limits().account().megabytes()));
        out.flush();
        return 0;
    }
}
