/** Names for the shapes in `schema.d.ts`, which is made from central's OpenAPI document. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type PublicStation = Schemas["PublicStationOut"];
export type Station = Schemas["StationOut"];
export type StationDetail = Schemas["StationDetailOut"];
export type Charger = Schemas["ChargerDetailOut"];
export type Connector = Schemas["ConnectorOut"];
export type Risk = Schemas["RiskOut"];
export type Telemetry = Schemas["TelemetryOut"];
export type TelemetryPoint = Schemas["TelemetryPointOut"];
export type RiskLevels = Schemas["LevelsOut"];
export type Config = Schemas["ConfigOut"];
export type Switches = Schemas["SwitchesIn"];
export type Me = Schemas["MeOut"];
export type Heal = Schemas["HealOut"];
export type PriceOverride = Schemas["OverrideOut"];
export type AuditEntry = Schemas["AuditOut"];
export type Scenario = Schemas["ScenarioOut"];
export type Scenarios = Schemas["ScenariosOut"];
export type RunningScenario = Schemas["RunningOut"];

export type ChargerRow = Schemas["ChargerOut"];
export type PlacedConnector = Schemas["PlacedConnectorOut"];
export type Session = Schemas["SessionOut"];
export type MeterValue = Schemas["MeterValueOut"];
export type Receipt = Schemas["ReceiptOut"];
export type Message = Schemas["MessageOut"];
export type Task = Schemas["TaskOut"];
export type OcppCall = Schemas["CallOut"];
export type Door = Schemas["DoorOut"];
export type ConfigurationKeys = Schemas["ConfigurationOut"];
export type HeldProfiles = Schemas["HeldProfilesOut"];
export type Job = Schemas["JobOut"];
export type SecurityEvent = Schemas["SecurityEventOut"];
export type Violation = Schemas["ViolationOut"];
export type Tariff = Schemas["TariffOut"];
export type TariffVersion = Schemas["VersionOut"];
export type Prices = Schemas["PricesBody"];
export type Assignment = Schemas["AssignmentRowOut"];
export type IdTag = Schemas["IdTagOut"];
export type Reservation = Schemas["ReservationOut"];
export type Model = Schemas["ModelOut"];
export type ModelDetail = Schemas["ModelDetailOut"];
export type Rollout = Schemas["RolloutOut"];
export type Drift = Schemas["DriftOut"];
export type Account = Schemas["AccountOut"];
export type ApiKey = Schemas["ApiKeyOut"];
export type NewApiKey = Schemas["NewApiKeyOut"];
export type UserRole = Schemas["UserRole"];
export type StationSettings = Schemas["StationSettings"];
export type PastStations = Schemas["PastStationList"];
export type BusyHours = Schemas["PublicBusyHoursOut"];
export type Reliability = Schemas["PublicReliabilityOut"];
export type WorkOrder = Schemas["WorkOrderOut"];
export type WorkOrderDetail = Schemas["WorkOrderDetailOut"];
export type WorkCatalogue = Schemas["WorkCatalogueOut"];
export type Route = Schemas["RouteOut"];
export type FoundCause = Schemas["FinishIn"]["found_cause"];
export type Technician = Schemas["TechnicianOut"];
export type WorkPlan = Schemas["WorkPlanOut"];
export type WorkLine = Schemas["WorkLineOut"];
export type Health = Schemas["HealthOut"];

export type Alarm = Schemas["AlarmOut"];
export type AlarmDetail = Schemas["AlarmDetailOut"];
export type AlarmCause = Schemas["AlarmCauseOut"];
export type AlarmEntry = Schemas["AlarmEntryOut"];
export type PastAlarm = Schemas["PastAlarmOut"];
export type Remedy = Schemas["RemedyOut"];
export type RemedyDetail = Schemas["RemedyDetailOut"];
export type Preview = Schemas["PreviewOut"];
export type StationSharing = Schemas["StationSharingOut"];
export type LimitNow = Schemas["LimitNowOut"];
export type GridArea = Schemas["GridAreaOut"];
export type PortUptime = Schemas["PortUptimeOut"];
export type Exclusion = Schemas["ExclusionOut"];
export type ExclusionCause = Schemas["ExclusionCause"];
export type SuccessList = Schemas["SuccessList"];
export type Success = Schemas["SuccessOut"];
export type FailedAttempt = Schemas["FailedAttemptOut"];

export type StationState = PublicStation["state"];
export type PriceKind = Schemas["PriceOut"]["kind"];
export type RiskLevel = Risk["level"];
export type HealMode = Schemas["Mode"];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
