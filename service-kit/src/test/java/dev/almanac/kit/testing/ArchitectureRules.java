package dev.almanac.kit.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

/// The directions that code of every service may take. A service includes it with
/// `@ArchTest static final ArchTests rules = ArchTests.in(ArchitectureRules.class)`.
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> STATES_ITS_ACCESS = DescribedPredicate.describe(
            "state their access",
            type -> type.isAnnotatedWith(RolesAllowed.class)
                    || type.isAnnotatedWith(Authenticated.class)
                    || type.isAnnotatedWith(PermitAll.class)
                    || type.isAnnotatedWith(DenyAll.class)
                    || type.isInterface());

    @ArchTest
    static final ArchRule resourcesStateTheirAccess = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should(ArchCondition.from(STATES_ITS_ACCESS))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingDependsOnAResource = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.almanac..").and(simpleNameEndingWith("Resource")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule httpStaysAtTheEdge = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .haveSimpleNameNotEndingWith("Client")
            .and()
            .resideOutsideOfPackage("dev.almanac.kit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule dependenciesComeThroughConstructors =
            noFields().should().beAnnotatedWith(Inject.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingReflects = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .allowEmptyShould(true);

    private ArchitectureRules() {}
}
